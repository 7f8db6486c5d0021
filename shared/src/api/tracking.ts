import { z } from 'zod';
import type { NotTracked } from '../tracking/judge-batch.js';
import { installationIdSchema } from './referrals.js';

/** More in one batch are refused whole. */
export const TRACKED_BATCH_MAX = 50;
const NUMBER_MAX = 1_000_000_000_000;

/** Milliseconds by the phone’s own clock. */
const instant = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Whether a name is known and has these facts is judged for each event by itself. */
const toldEventSchema = z.strictObject({
  /** Made by the device for this event: a repeat counts once. */
  id: z.string().regex(/^[0-9A-Za-z_-]{16,32}$/),
  name: z.string().max(32),
  at: instant,
  /** The page it happened on, without its query. */
  page: z.string().regex(/^[a-z0-9/-]{0,64}$/),
  target: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,32}$/)
    .optional(),
  mark: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional(),
  value: z.number().int().min(0).max(NUMBER_MAX).optional(),
});

export const trackedBatchSchema = z.strictObject({
  installationId: installationIdSchema,
  sentAt: instant,
  events: z.array(toldEventSchema).min(1).max(TRACKED_BATCH_MAX),
});
export type TrackedBatch = z.infer<typeof trackedBatchSchema>;

const REASONS = [
  'unknown-name',
  'facts',
  'too-old',
  'not-yet',
] as const satisfies readonly NotTracked[];

/** Everything else is kept, though the phone never hears of it. */
export const trackedAnswerSchema = z.object({
  refused: z.array(z.object({ id: z.string(), reason: z.enum(REASONS) })),
});
export type TrackedAnswer = z.infer<typeof trackedAnswerSchema>;
