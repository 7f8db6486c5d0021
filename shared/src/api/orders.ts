import { z } from 'zod';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from './common.js';
import { addressSchema } from './identity.js';
import { boughtLinesSchema, giftTermsSchema, offersChosen } from './quote.js';
import {
  EMAIL_PATTERN,
  EMAIL_LENGTH_MAX,
  FAPIAO_TITLE_LENGTH_MAX,
  REMARK_LENGTH_MAX,
  TAX_NUMBER_PATTERN,
} from '../limits.js';
import { fen } from '../money.js';
import { ORDER_STATES } from '../orders/order-state.js';
import { TIMELINE_KINDS } from '../orders/timeline.js';

export const FAPIAO_KINDS = ['personal', 'company'] as const;
export const fapiaoInputSchema = z
  .strictObject({
    kind: z.enum(FAPIAO_KINDS),
    title: textSchema(FAPIAO_TITLE_LENGTH_MAX).min(1),
    /** Unified social credit code, required for a company. */
    taxNumber: z.string().regex(TAX_NUMBER_PATTERN).optional(),
    email: z.email({ pattern: EMAIL_PATTERN }).max(EMAIL_LENGTH_MAX),
  })
  .refine((input) => input.kind !== 'company' || input.taxNumber !== undefined, {
    message: 'a company states its tax number',
    path: ['taxNumber'],
  });
export type FapiaoInput = z.infer<typeof fapiaoInputSchema>;

export const placeOrderSchema = z.strictObject({
  lines: boughtLinesSchema,
  /** Whether they stand in the cart, which they then leave; false when bought at once. */
  fromCart: z.boolean().default(true),
  addressId: idSchema,
  /** The total the shopper saw; `QUOTE_CHANGED` when the server's differs. */
  shownTotalFen: fenSchema,
  /** Ticked by the shopper where a line is not returnable without reason. */
  returnPolicyConfirmed: z.boolean().default(false),
  remark: textSchema(REMARK_LENGTH_MAX).default(''),
  /** What of the total points and balance are to pay; the rest is paid through WeChat. */
  pointsFen: fenSchema.default(fen(0)),
  balanceFen: fenSchema.default(fen(0)),
  /** Confirmed by the shopper; asked where balance pays more than the shop lets pass. */
  balanceConfirmed: z.boolean().default(false),
  ...offersChosen,
});
/** A purchase as a client sends it, and as it is after validation. */
export type PlaceOrderRequest = z.input<typeof placeOrderSchema>;
export type CheckedPurchase = z.output<typeof placeOrderSchema>;

/** An order just placed; the next step is to pay it. */
export const placedOrderSchema = z.object({
  id: idSchema,
  totalFen: fenSchema,
  payBy: instantSchema,
});
export type PlacedOrder = z.infer<typeof placedOrderSchema>;

export const orderLineSchema = z.object({
  id: idSchema,
  skuId: idSchema,
  productId: idSchema,
  title: z.string(),
  optionText: z.string(),
  pictureUrl: z.string().nullable(),
  unitPriceFen: fenSchema,
  quantity: z.number().int(),
  payableFen: fenSchema,
  returnable: z.boolean(),
  /** 赠品: the offer that gave it; null for what was bought. */
  giftOf: idSchema.nullable(),
  giftTerms: giftTermsSchema.nullable(),
  shippedQuantity: z.number().int(),
  /** Not sent, and kept back while an after-sale about them is open. */
  withheldQuantity: z.number().int(),
  /** Never sent: their money went back. */
  cancelledQuantity: z.number().int(),
  /** Quantity under an open or finished after-sale, those withheld and cancelled included. */
  afterSaleQuantity: z.number().int(),
  refundedFen: fenSchema,
});
export type OrderLine = z.infer<typeof orderLineSchema>;

export const parcelSchema = z.object({
  id: idSchema,
  company: z.string(),
  companyName: z.string(),
  trackingNo: z.string(),
  shippedAt: instantSchema,
  lines: z.array(z.object({ lineId: idSchema, quantity: z.number().int() })),
});
export type Parcel = z.infer<typeof parcelSchema>;

export const orderSummarySchema = z.object({
  id: idSchema,
  state: z.enum(ORDER_STATES),
  lines: z.array(orderLineSchema),
  totalFen: fenSchema,
  /** Until when it may be paid; null once it cannot. */
  payBy: instantSchema.nullable(),
  placedAt: instantSchema,
  /** The team it was placed for, or was seated in since; null for what was not bought together. */
  teamId: idSchema.nullable(),
});
export type OrderSummary = z.infer<typeof orderSummarySchema>;

export const orderSchema = orderSummarySchema.extend({
  closeReason: z.enum(['cancelled', 'expired', 'refunded']).nullable(),
  goodsFen: fenSchema,
  discountFen: fenSchema,
  freightFen: fenSchema,
  refundedFen: fenSchema,
  /** How the total is paid; the parts sum to it. */
  paidBy: z.object({ pointsFen: fenSchema, balanceFen: fenSchema, wechatFen: fenSchema }),
  address: addressSchema.omit({ id: true, isDefault: true }),
  remark: z.string(),
  parcels: z.array(parcelSchema),
  /** Newest first. */
  timeline: z.array(
    z.object({ kind: z.enum(TIMELINE_KINDS), at: instantSchema, detail: z.string().nullable() }),
  ),
  /** The day it completes by itself; null when it will not. */
  autoCompleteAt: instantSchema.nullable(),
  /** Until when an after-sale may be asked for; null when none may. */
  afterSaleUntil: instantSchema.nullable(),
  fapiao: z
    .object({
      state: z.enum(['requested', 'issued']),
      kind: z.enum(FAPIAO_KINDS),
      title: z.string(),
      taxNumber: z.string().nullable(),
      email: z.string(),
    })
    .nullable(),
  /** What `wx.openBusinessView` needs to confirm receipt; null when not shipped through WeChat. */
  receiptConfirmation: z
    .object({ merchantId: z.string(), merchantTradeNo: z.string(), transactionId: z.string() })
    .nullable(),
});
export type Order = z.infer<typeof orderSchema>;

export const orderListQuerySchema = pageQuerySchema.extend({
  state: z.enum(ORDER_STATES).optional(),
});
export const orderCountsSchema = z.object({
  awaitingPayment: z.number().int(),
  toShip: z.number().int(),
  toReceive: z.number().int(),
  afterSale: z.number().int(),
});
export type OrderCounts = z.infer<typeof orderCountsSchema>;
