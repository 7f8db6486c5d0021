import { z } from 'zod';
import { REFUND_STATES } from '../../payments/refund-state.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema } from '../common.js';

/** Money on its way back. `abnormal` and `closed` wait for an operator's decision. */
export const opsRefundSchema = z.object({
  id: idSchema,
  paymentId: idSchema,
  subjectKind: z.string(),
  subjectId: idSchema,
  amountFen: fenSchema,
  reason: z.string(),
  state: z.enum(REFUND_STATES),
  /** Why WeChat has not taken it yet, in its words; null once it has. */
  lastError: z.string().nullable(),
  wechatRefundId: z.string().nullable(),
  createdAt: instantSchema,
  succeededAt: instantSchema.nullable(),
});
export type OpsRefund = z.infer<typeof opsRefundSchema>;

export const opsRefundListQuerySchema = pageQuerySchema.extend({
  state: z.enum(REFUND_STATES).optional(),
});
export type OpsRefundListQuery = z.infer<typeof opsRefundListQuerySchema>;
