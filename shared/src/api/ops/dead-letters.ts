import { z } from 'zod';
import { idSchema, instantSchema, PAGE_LIMIT_MAX } from '../common.js';

/** `dead=1`: only what gave up and waits for an operator. */
export const queueQuerySchema = z.strictObject({
  dead: z.enum(['0', '1']).optional(),
  cursor: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(20),
});
export type QueueQuery = z.output<typeof queueQuerySchema>;

const queuedSchema = z.object({
  id: idSchema,
  attempts: z.number().int(),
  isDead: z.boolean(),
  /** Why the latest attempt failed. */
  lastError: z.string().nullable(),
  dueAt: instantSchema,
  createdAt: instantSchema,
});

/** Work queued for the outside. Its payload is not shown: it may name a person. */
export const queuedJobSchema = queuedSchema.extend({ kind: z.string(), dedupe: z.string() });
export type QueuedJob = z.infer<typeof queuedJobSchema>;

/** An event on its way to one listener. */
export const queuedDeliverySchema = queuedSchema.extend({ listener: z.string() });
export type QueuedDelivery = z.infer<typeof queuedDeliverySchema>;
