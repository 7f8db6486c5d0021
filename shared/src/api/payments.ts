import { z } from 'zod';

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
