import { z } from 'zod';
import { TRANSFER_STATES } from '../payments/transfer-state.js';
import { fenSchema } from './common.js';

/** Arguments of `wx.requestPayment`, signed by the merchant. */
export const jsapiPaymentSchema = z.object({
  appId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
});
export type JsapiPayment = z.infer<typeof jsapiPaymentSchema>;

/** `paid` where nothing (more) is to be paid: WeChat is not called for a zero amount. */
export const payAnswerSchema = z.object({
  paid: z.boolean(),
  jsapi: jsapiPaymentSchema.nullable(),
});
export type PayAnswer = z.infer<typeof payAnswerSchema>;

/** Where money stands that the shop sends, and what its person is asked by. */
export const transferAnswerSchema = z.object({
  state: z.enum(TRANSFER_STATES),
  /** Arguments of `wx.requestMerchantTransfer`; null unless WeChat waits for a confirmation. */
  request: z.object({ mchId: z.string(), appId: z.string(), package: z.string() }).nullable(),
});
export type TransferAnswer = z.infer<typeof transferAnswerSchema>;

/** What can be sent at once by a merchant transfer, in fen. */
export const transferLimitsSchema = z.object({
  minFen: fenSchema,
  /** Null where WeChat set the merchant none. */
  maxFen: fenSchema.nullable(),
  /** From here on WeChat compares the name of whoever receives it. */
  namedFromFen: fenSchema,
});
