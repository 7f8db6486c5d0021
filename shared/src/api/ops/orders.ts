import { z } from 'zod';
import { AFTER_SALE_STATES } from '../../orders/after-sale-state.js';
import { CARRIER_CODES } from '../../orders/carriers.js';
import { ORDER_STATES } from '../../orders/order-state.js';
import { PARCELS_MAX } from '../../orders/sending.js';
import { PAYMENT_STATES } from '../../payments/payment-state.js';
import { ORDER_LINES_MAX, QUANTITY_PER_LINE_MAX, TRACKING_NUMBER_PATTERN } from '../../limits.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { orderSchema, orderSummarySchema } from '../orders.js';
import { opsRefundSchema } from './refunds.js';

/** Some units of some lines of an order. */
export const lineQuantitiesSchema = z
  .array(
    z.strictObject({
      lineId: idSchema,
      quantity: z.number().int().min(1).max(QUANTITY_PER_LINE_MAX),
    }),
  )
  .max(ORDER_LINES_MAX)
  .refine((lines) => new Set(lines.map((line) => line.lineId)).size === lines.length, {
    message: 'a line stands once',
  });
export type LineQuantities = z.infer<typeof lineQuantitiesSchema>;

/** Who carries a parcel, and under which number. */
export const consignmentSchema = z.strictObject({
  company: z.enum(CARRIER_CODES),
  trackingNo: z.string().regex(TRACKING_NUMBER_PATTERN),
});
export type Consignment = z.infer<typeof consignmentSchema>;

export const parcelsInputSchema = z.strictObject({
  parcels: z
    .array(consignmentSchema.extend({ lines: lineQuantitiesSchema.min(1) }))
    .min(1)
    .max(PARCELS_MAX),
});
export type ParcelsInput = z.infer<typeof parcelsInputSchema>;

const daySchema = z.iso.date();

/** Days are Beijing's. `recipient` is a name, or the last digits of a phone number. */
export const opsOrderFilterSchema = z.strictObject({
  state: z.enum(ORDER_STATES).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  recipient: textSchema(30).min(2).optional(),
  orderId: idSchema.optional(),
});
export type OpsOrderFilter = z.infer<typeof opsOrderFilterSchema>;
export const opsOrderListQuerySchema = pageQuerySchema.extend(opsOrderFilterSchema.shape);
export type OpsOrderListQuery = z.infer<typeof opsOrderListQuerySchema>;

export const opsOrderSummarySchema = orderSummarySchema.extend({
  recipient: z.string(),
  phoneMasked: z.string(),
  refundedFen: fenSchema,
  opsRemark: z.string(),
});
export type OpsOrderSummary = z.infer<typeof opsOrderSummarySchema>;

const WECHAT_SHIPPING_STATES = ['pending', 'uploaded', 'refused'] as const;

export const opsOrderSchema = orderSchema.extend({
  shopperId: idSchema,
  opsRemark: z.string(),
  payment: z.object({
    id: idSchema,
    state: z.enum(PAYMENT_STATES),
    transactionId: z.string().nullable(),
    amountFen: fenSchema,
    refundedFen: fenSchema,
    succeededAt: instantSchema.nullable(),
  }),
  refunds: z.array(opsRefundSchema),
  /** What WeChat was told of the parcels; null when nothing is to be told. */
  wechatShipping: z
    .object({
      state: z.enum(WECHAT_SHIPPING_STATES),
      /** WeChat's number for the last refusal, and its words. */
      errorCode: z.number().int().nullable(),
      errorMessage: z.string(),
      uploadedAt: instantSchema.nullable(),
    })
    .nullable(),
  afterSales: z.array(
    z.object({ id: idSchema, state: z.enum(AFTER_SALE_STATES), refundFen: fenSchema }),
  ),
});
export type OpsOrder = z.infer<typeof opsOrderSchema>;

export const opsRemarkSchema = z.strictObject({ remark: textSchema(500) });
