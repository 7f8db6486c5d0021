import { z } from 'zod';
import { TRANSFER_STATES } from '../../payments/transfer-state.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';

/** Money that the shop sends to one person through WeChat. */
export const opsTransferSchema = z.object({
  id: idSchema,
  /** What it is for, such as a withdrawal or the refund of a recharge. */
  subjectKind: z.string(),
  subjectId: idSchema,
  shopperId: idSchema,
  amountFen: fenSchema,
  state: z.enum(TRANSFER_STATES),
  /** WeChat's word for why it failed, such as OVERDUE_CLOSE: nobody confirmed it for a day. */
  failReason: z.string().nullable(),
  /** Why WeChat has not taken it yet, in its words; null once it has. */
  lastError: z.string().nullable(),
  createdAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type OpsTransfer = z.infer<typeof opsTransferSchema>;

export const opsTransferListQuerySchema = pageQuerySchema.extend({
  state: z.enum(TRANSFER_STATES).optional(),
  subjectId: idSchema.optional(),
});
export type OpsTransferListQuery = z.infer<typeof opsTransferListQuerySchema>;

/** How an operator paid instead, such as the number of a bank transfer. */
export const paidOutsideSchema = z.strictObject({ reference: textSchema(64).min(1) });
export type PaidOutside = z.infer<typeof paidOutsideSchema>;
