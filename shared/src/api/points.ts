import { z } from 'zod';
import { POINTS_ENTRY_KINDS } from '../points/entry-kinds.js';
import type { RefusalCode } from '../refusal.js';
import { idSchema, instantSchema } from './common.js';
import { pointBalancesSchema, pointsSettingsSchema } from './ops/points.js';
import { couponRuleSchema } from './promotions/coupon.js';
import { couponTermsSchema } from './promotions/coupons.js';

const refusalSchema = z.string() as unknown as z.ZodType<RefusalCode>;

/** A shopper's points, and the rules by which they come and go. */
export const pointsViewSchema = pointBalancesSchema.extend({
  /** Those that lapse next, and when; null when none do. */
  expiring: z.object({ points: z.number().int(), at: instantSchema }).nullable(),
  rules: pointsSettingsSchema.pick({ isOn: true, redeem: true, expiryMonths: true }).extend({
    earnPointsPerYuan: z.number().int(),
  }),
});
export type PointsView = z.infer<typeof pointsViewSchema>;

/** One line of the history. */
export const pointsLineSchema = z.object({
  id: idSchema,
  kind: z.enum(POINTS_ENTRY_KINDS),
  /** What it added to the balance named, or took. */
  points: z.number().int(),
  balance: z.enum(['active', 'pending']),
  balanceAfter: z.number().int(),
  orderId: idSchema.nullable(),
  at: instantSchema,
});
export type PointsLine = z.infer<typeof pointsLineSchema>;

/** A coupon of the points shop, as it stands towards who asks. */
export const pointsShopItemSchema = z.object({
  id: idSchema,
  points: z.number().int(),
  coupon: couponTermsSchema.extend({ validity: couponRuleSchema.shape.validity }),
  left: z.number().int(),
  perPersonMax: z.number().int(),
  /** How many this shopper has had. */
  had: z.number().int(),
  /** Why it cannot be had now, or null. */
  refusal: refusalSchema.nullable(),
});
export type PointsShopItem = z.infer<typeof pointsShopItemSchema>;

export const redeemPointsSchema = z.strictObject({
  itemId: idSchema,
  /** The price the shopper saw: QUOTE_CHANGED when it is another by now. */
  shownPoints: z.number().int().min(1),
});
export type RedeemPoints = z.infer<typeof redeemPointsSchema>;

export const pointsRedemptionSchema = z.object({
  id: idSchema,
  couponId: idSchema,
  points: z.number().int(),
  /** What is left to spend. */
  active: z.number().int(),
});
export type PointsRedemption = z.infer<typeof pointsRedemptionSchema>;
