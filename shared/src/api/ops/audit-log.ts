import { z } from 'zod';
import { idSchema, instantSchema, PAGE_LIMIT_MAX } from '../common.js';

/** A word of ours: nobody's language, so the column is ASCII and will not compare with others. */
const wordSchema = z.string().regex(/^[!-~]{1,64}$/);

/** Which entries of the audit log; all conditions hold together, newest first. */
export const auditLogQuerySchema = z.strictObject({
  operatorId: idSchema.optional(),
  /** Such as `settings.replace`. */
  action: wordSchema.optional(),
  subjectKind: wordSchema.optional(),
  subjectId: wordSchema.optional(),
  from: instantSchema.optional(),
  /** Not included. */
  until: instantSchema.optional(),
  cursor: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(20),
});
export type AuditLogQuery = z.output<typeof auditLogQuerySchema>;

export const auditEntrySchema = z.object({
  id: idSchema,
  /** Null for what was done from the command line. */
  operatorId: idSchema.nullable(),
  operatorName: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** What it was and became; null where there was nothing. Personal data is masked. */
  before: z.unknown(),
  after: z.unknown(),
  createdAt: instantSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
