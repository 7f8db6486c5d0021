import { z } from 'zod';

const SECOND_MS = 1_000;

/** A payment as WeChat reports it, in a notification or an answer (amounts in fen). */
export const transactionSchema = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string().min(1),
  trade_state: z.string(),
  success_time: z.string().optional(),
  payer: z.object({ openid: z.string().max(64) }).optional(),
  amount: z.object({ total: z.number().int() }),
});
export type Transaction = z.infer<typeof transactionSchema>;

/** A refund as WeChat's notification reports it (`refund_status`). */
export const refundResourceSchema = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  out_refund_no: z.string(),
  refund_id: z.string(),
  refund_status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  success_time: z.string().optional(),
  amount: z.object({ total: z.number().int(), refund: z.number().int() }),
});
export type RefundResource = z.infer<typeof refundResourceSchema>;

/** The envelope of every notification. */
export const notificationSchema = z.object({
  id: z.string(),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().optional(),
  }),
});
export type Notification = z.infer<typeof notificationSchema>;

/** WeChat's RFC 3339 instant, or null when it gave none. */
export function wechatInstant(text: string | undefined): Date | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : new Date(ms);
}

/**
 * When money was paid. WeChat tells whole seconds: this is the last instant of the one it names, as
 * far as it has come, so that what led to the payment within that second is before it.
 */
export function paidInstant(text: string | undefined, now: Date): Date {
  const told = wechatInstant(text);
  if (told === null) return now;
  if (told.getMilliseconds() > 0 || told > now) return told;
  return new Date(Math.min(told.getTime() + SECOND_MS - 1, now.getTime()));
}
