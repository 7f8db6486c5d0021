import { z } from 'zod';
import { NEWCOMER_STANDINGS } from '../../promotions/newcomer.js';
import { fenSchema, idSchema, instantSchema, textSchema } from '../common.js';
import { couponBenefitSchema, couponRuleSchema } from './coupon.js';

export const SPECIAL_PRICES_MAX = 200;

export const specialPriceSchema = z.strictObject({ skuId: idSchema, priceFen: fenSchema });

export const newcomerRuleSchema = z.strictObject({
  /** 24-hour days from registration in which the first order is placed. */
  windowDays: z.number().int().min(1).max(30).default(3),
  prices: z.array(specialPriceSchema).max(SPECIAL_PRICES_MAX),
  /** Units of the first order at these prices, all SKUs together. */
  perPersonMax: z.number().int().min(1).max(99).default(1),
  freesFreight: z.boolean().default(false),
  /** Whether these goods are sold to nobody else. */
  newcomersOnly: z.boolean().default(false),
  /**
   * Case 25: whether an order that was sent counts as the first one though its money went back
   * whole. What was refunded whole before it was sent never does.
   */
  refundedOrderCounts: z.boolean().default(true),
  /** Coupon campaigns granted at registration. */
  couponCampaignIds: z.array(idSchema).max(20).default([]),
});
export type NewcomerCampaignRule = z.infer<typeof newcomerRuleSchema>;

/** A SKU at its newcomer price, for the newcomer zone. */
const newcomerGoodsSchema = z.object({
  skuId: idSchema,
  productId: idSchema,
  title: z.string(),
  optionText: z.string(),
  pictureUrl: z.string().nullable(),
  priceFen: fenSchema,
  /** What everybody pays. */
  ordinaryPriceFen: fenSchema,
  soldOut: z.boolean(),
});

/** A campaign for newcomers, as it stands towards who asks. */
const newcomerOfferSchema = z.object({
  campaignId: idSchema,
  name: z.string(),
  windowDays: z.number().int(),
  /** Null without a session: what is shown then is what a newcomer would get. */
  standing: z.enum(NEWCOMER_STANDINGS).nullable(),
  /** Until when this shopper may place the first order; null unless they still may. */
  until: instantSchema.nullable(),
  perPersonMax: z.number().int(),
  freesFreight: z.boolean(),
  newcomersOnly: z.boolean(),
  goods: z.array(newcomerGoodsSchema),
  /** What is in the pack; in the wallet from registration on. */
  coupons: z.array(
    z.object({
      campaignId: idSchema,
      name: z.string(),
      benefit: couponBenefitSchema,
      minimumFen: fenSchema,
      validity: couponRuleSchema.shape.validity,
    }),
  ),
});
/** The newcomer zone. `now` is the server's, so that a phone's countdown is honest. */
export const newcomerZoneSchema = z.object({
  now: instantSchema,
  offers: z.array(newcomerOfferSchema),
});
export type NewcomerZone = z.infer<typeof newcomerZoneSchema>;

/** A place that many share: as much of it as they have in common. */
export const addressExceptionInputSchema = z.strictObject({
  province: textSchema(20).min(2),
  city: textSchema(30).min(2),
  district: textSchema(30),
  detail: textSchema(120).min(2),
  /** Why, for the next operator: 浙大紫金港宿舍. */
  note: textSchema(100),
});
export type AddressExceptionInput = z.infer<typeof addressExceptionInputSchema>;
export const addressExceptionSchema = addressExceptionInputSchema.extend({
  id: idSchema,
  createdAt: instantSchema,
});
export type AddressException = z.infer<typeof addressExceptionSchema>;

/** An order that stands though somebody else seems to have had its newcomer's benefit. */
export const newcomerFlagSchema = z.object({
  orderId: idSchema,
  /** What both have in common; a paying openid is an openid. */
  kind: z.enum(['openid', 'unionid', 'phone', 'address']),
  /** The order that had it before; null where that had no newcomer's benefit. */
  takenBy: idSchema.nullable(),
  flaggedAt: instantSchema,
});
export type NewcomerFlag = z.infer<typeof newcomerFlagSchema>;
