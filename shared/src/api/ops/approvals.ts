import { z } from 'zod';
import { APPROVAL_STATES } from '../../admin/approval-state.js';
import { idSchema, instantSchema, pageQuerySchema } from '../common.js';

export const approvalListQuerySchema = pageQuerySchema.extend({
  state: z.enum(APPROVAL_STATES).optional(),
});
export type ApprovalListQuery = z.infer<typeof approvalListQuerySchema>;

/** A change that an operator asked for and another decides. */
export const approvalSchema = z.object({
  id: idSchema,
  kind: z.string(),
  /** Whom or what it changes, such as a shopper. */
  subjectId: idSchema,
  input: z.record(z.string(), z.unknown()),
  reason: z.string(),
  state: z.enum(APPROVAL_STATES),
  askedBy: idSchema,
  askedAt: instantSchema,
  decidedBy: idSchema.nullable(),
  decidedAt: instantSchema.nullable(),
});
export type Approval = z.infer<typeof approvalSchema>;
