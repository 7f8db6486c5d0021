import { z } from 'zod';
import { QUANTITY_PER_LINE_MAX } from '../../limits.js';
import { fenSchema, idSchema, instantSchema } from '../common.js';
import { placeOrderSchema } from '../orders.js';
import { specialPriceSchema, SPECIAL_PRICES_MAX } from './newcomer.js';

export const flashSaleRuleSchema = z.strictObject({
  prices: z
    .array(specialPriceSchema.extend({ stock: z.number().int().min(0).max(1_000_000) }))
    .min(1)
    .max(SPECIAL_PRICES_MAX)
    .refine((prices) => new Set(prices.map(({ skuId }) => skuId)).size === prices.length, {
      message: 'a SKU stands once',
    }),
  /** Units of one shopper over all their orders, unpaid ones counted (case 20). */
  perPersonMax: z.number().int().min(1).max(99).default(1),
  payWithinMinutes: z.number().int().min(5).max(120).default(5),
  /** How long before a slot it is announced, and a reminder can be asked for. */
  preheatHours: z.number().int().min(0).max(168).default(24),
});

/** A purchase on a flash sale's page: the SKU stands in the address, and nothing else is bought. */
export const flashOrderSchema = z.strictObject({
  quantity: z.number().int().min(1).max(QUANTITY_PER_LINE_MAX),
  ...placeOrderSchema.pick({
    addressId: true,
    shownTotalFen: true,
    returnPolicyConfirmed: true,
    remark: true,
    couponIds: true,
  }).shape,
});
export type FlashOrderRequest = z.input<typeof flashOrderSchema>;
export type CheckedFlashOrder = z.output<typeof flashOrderSchema>;

/** One SKU of a slot. */
export const flashGoodsSchema = z.object({
  skuId: idSchema,
  productId: idSchema,
  title: z.string(),
  optionText: z.string(),
  pictureUrl: z.string().nullable(),
  priceFen: fenSchema,
  /** What it costs outside the sale. */
  ordinaryPriceFen: fenSchema,
  /** The ordinary price where the law lets it be struck through, else null. */
  struckFen: fenSchema.nullable(),
  /** Share of its units that are taken, in basis points. */
  soldBps: z.number().int(),
  /** Nothing is left now; units that come back put it on sale again. */
  soldOut: z.boolean(),
});
export type FlashGoods = z.infer<typeof flashGoodsSchema>;

/** Who is let in before a slot begins, by the name of the tier or the paid plan. */
export const earlyAccessOfferSchema = z.object({ from: z.string(), minutes: z.number().int() });
export type EarlyAccessOffer = z.infer<typeof earlyAccessOfferSchema>;

/** How many minutes early the shopper is let in; 0 for not at all. */
export const earlyAccessSchema = z.object({ minutes: z.number().int() });
export type EarlyAccess = z.infer<typeof earlyAccessSchema>;

/** A slot of a flash sale with what it sells; `flashPhase` says where it stands. */
export const flashSlotSchema = z.object({
  campaignId: idSchema,
  name: z.string(),
  preheatFrom: instantSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  perPersonMax: z.number().int(),
  payWithinMinutes: z.number().int(),
  /** The earliest first. */
  early: z.array(earlyAccessOfferSchema),
  goods: z.array(flashGoodsSchema),
});
export type FlashSlotAnswer = z.infer<typeof flashSlotSchema>;

export const flashChannelSchema = z.object({
  /** Counts down by this, not by the device's clock (`serverNow`). */
  serverTime: instantSchema,
  /** Slots of today and tomorrow in Beijing, by start. */
  slots: z.array(flashSlotSchema),
});
export type FlashChannel = z.infer<typeof flashChannelSchema>;

export const productFlashSaleSchema = z.object({
  serverTime: instantSchema,
  /** The slot that runs or comes next with goods of this product alone; null without one. */
  slot: flashSlotSchema.nullable(),
});
export type ProductFlashSale = z.infer<typeof productFlashSaleSchema>;

/** Names a slot: a campaign's own by its start. */
export const flashReminderSchema = z.strictObject({ startsAt: instantSchema });
export const flashRemindersSchema = z.array(
  z.object({ campaignId: idSchema, startsAt: instantSchema }),
);
export type FlashReminder = z.infer<typeof flashRemindersSchema>[number];
