import { z } from 'zod';
import { REMAINDER_KINDS } from '../privacy/deletion.js';
import { idSchema, instantSchema } from './common.js';

/** A file of everything the shop keeps of a shopper. It is gone at `expiresAt`. */
export const personalExportSchema = z.object({
  id: idSchema,
  state: z.enum(['waiting', 'ready', 'failed']),
  requestedAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  sizeBytes: z.number().int().nullable(),
  /** A path of the API, good for an hour without a session; null until the file is there. */
  url: z.string().nullable(),
});
export type PersonalExport = z.infer<typeof personalExportSchema>;

/** The latest one that was asked for and is still there. */
export const latestExportSchema = z.object({ latest: personalExportSchema.nullable() });
export type LatestExport = z.infer<typeof latestExportSchema>;

export const exportLinkSchema = z.strictObject({
  expires: z.coerce.number().int(),
  signature: z.string().max(64),
});
export type ExportLink = z.infer<typeof exportLinkSchema>;

export const remainderSchema = z.object({
  kind: z.enum(REMAINDER_KINDS),
  /** Orders, fen, points, coupons or days, by its kind. */
  amount: z.number().int().min(1),
});

/** What is still open, and what deleting the account would give up. */
export const deletionPreviewSchema = z.object({
  blocks: z.array(remainderSchema),
  givenUp: z.array(remainderSchema),
});
export type DeletionPreview = z.infer<typeof deletionPreviewSchema>;

export const deletionRequestSchema = z.strictObject({
  /** What the shopper was shown and agreed to give up. */
  givenUp: z.array(remainderSchema).max(REMAINDER_KINDS.length),
});
export type DeletionRequest = z.infer<typeof deletionRequestSchema>;
