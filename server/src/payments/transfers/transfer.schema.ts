import type { TransferState } from '@siyu/shared';
import { z } from 'zod';

/** WeChat's names of a transfer's states, and ours. */
const STATES = {
  ACCEPTED: 'accepted',
  PROCESSING: 'processing',
  WAIT_USER_CONFIRM: 'awaiting-confirmation',
  TRANSFERING: 'transferring',
  SUCCESS: 'succeeded',
  FAIL: 'failed',
  CANCELING: 'canceling',
  CANCELLED: 'cancelled',
} as const satisfies Record<string, TransferState>;

const stateSchema = z
  .enum(Object.keys(STATES) as [keyof typeof STATES])
  .transform((name): TransferState => STATES[name]);

/** A transfer as WeChat answers when it is made, asked about or cancelled. */
export const transferAnswerSchema = z.object({
  out_bill_no: z.string(),
  transfer_bill_no: z.string().max(64).optional(),
  state: stateSchema,
  package_info: z.string().max(1_024).optional(),
  fail_reason: z.string().max(128).optional(),
});
export type TransferAnswer = z.infer<typeof transferAnswerSchema>;

/** A transfer that has ended, as WeChat's notification reports it (amount in fen). */
export const transferResourceSchema = transferAnswerSchema.extend({
  mch_id: z.string(),
  transfer_amount: z.number().int(),
});
export type TransferResource = z.infer<typeof transferResourceSchema>;
