import { z } from 'zod';
import { ACTIVATION_STATES } from '../../membership/activation-code.js';
import { idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { BATCH_CODES_MAX } from './coupons.js';

/** A batch of codes, each of which begins a term of a plan once. */
export const activationBatchRequestSchema = z.strictObject({
  planId: idSchema,
  codes: z.number().int().min(1).max(BATCH_CODES_MAX),
  /** They can be used until before this instant. */
  validUntil: instantSchema,
  /** What it is for; operators alone read it. */
  note: textSchema(200),
});
export type ActivationBatchRequest = z.infer<typeof activationBatchRequestSchema>;

export const activationBatchSchema = activationBatchRequestSchema.extend({
  id: idSchema,
  /** The version that its terms are of, that of the day it was ordered. */
  planVersion: z.number().int(),
  planName: z.string(),
  /** Codes made so far, by a job; all are there once it equals `codes`. */
  printed: z.number().int(),
  used: z.number().int(),
  /** From when on what is unused of it is worthless. */
  revokedAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type ActivationBatch = z.infer<typeof activationBatchSchema>;

export const activationBatchListQuerySchema = pageQuerySchema.extend({
  planId: idSchema.optional(),
});
export type ActivationBatchListQuery = z.infer<typeof activationBatchListQuerySchema>;

export const activationCodeSchema = z.object({
  /** As printed, `ACDE-3467-WXYT`. */
  code: z.string(),
  state: z.enum(ACTIVATION_STATES),
  usedAt: instantSchema.nullable(),
  /** Who used it; null while nobody has. */
  shopperId: idSchema.nullable(),
});
export type ActivationCodeView = z.infer<typeof activationCodeSchema>;
