import { z } from 'zod';
import { STAGES } from '../../pricing/stacking-order.js';
import { COUPON_TABS } from '../../promotions/coupon-state.js';
import type { RefusalCode } from '../../refusal.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, typedCodeSchema } from '../common.js';
import { couponBenefitSchema, couponRuleSchema } from './coupon.js';

const refusalSchema = z.string() as unknown as z.ZodType<RefusalCode>;

/** What a coupon is worth and where: the same before it is claimed and in hand. */
export const couponTermsSchema = z.object({
  campaignId: idSchema,
  name: z.string(),
  benefit: couponBenefitSchema,
  /** What the goods it covers must still cost. */
  minimumFen: fenSchema,
  /** What it covers; null for the whole shop. */
  scope: z
    .object({
      productIds: z.array(idSchema),
      skuIds: z.array(idSchema),
      categoryIds: z.array(idSchema),
    })
    .nullable(),
  /** The stages of offers it may act beside on the same goods. */
  combinesWith: z.array(z.enum(STAGES)),
});
export type CouponTerms = z.infer<typeof couponTermsSchema>;

/** A coupon of the coupon centre or of a product, as it stands towards who asks. */
export const claimableCouponSchema = couponTermsSchema.extend({
  validity: couponRuleSchema.shape.validity,
  claimEndsAt: instantSchema,
  perPersonMax: z.number().int(),
  /** Coupons of it this shopper has had; 0 without a session. */
  had: z.number().int(),
  /** How much of its stock is taken, in basis points, for a bar. */
  takenBps: z.number().int(),
  /** Why it cannot be claimed now: PURCHASE_LIMIT is "claimed", COUPONS_GONE "all gone". */
  refusal: refusalSchema.nullable(),
});
export type ClaimableCoupon = z.infer<typeof claimableCouponSchema>;

/** A coupon in hand. */
export const couponSchema = couponTermsSchema.extend({
  id: idSchema,
  tab: z.enum(COUPON_TABS),
  validFrom: instantSchema,
  /** Until before this instant. */
  validUntil: instantSchema,
  claimedAt: instantSchema,
  /** The order that locks or used it. */
  orderId: idSchema.nullable(),
  usedAt: instantSchema.nullable(),
  /** Whether an order gave it back. */
  returned: z.boolean(),
  /** Why it cannot be used now, or null. */
  refusal: refusalSchema.nullable(),
});
export type Coupon = z.infer<typeof couponSchema>;

export const couponListQuerySchema = pageQuerySchema.extend({
  tab: z.enum(COUPON_TABS).default('usable'),
});
export type CouponListQuery = z.infer<typeof couponListQuerySchema>;
export const couponCountsSchema = z.object({
  usable: z.number().int(),
  locked: z.number().int(),
  used: z.number().int(),
  expired: z.number().int(),
});
export type CouponCounts = z.infer<typeof couponCountsSchema>;

export const claimCouponSchema = z.strictObject({ campaignId: idSchema });
export const redeemCodeSchema = z.strictObject({ code: typedCodeSchema });
