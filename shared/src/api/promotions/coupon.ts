import { z } from 'zod';
import { CLAIM_WAYS } from '../../promotions/coupon-state.js';
import { fenSchema, instantSchema } from '../common.js';

export const couponBenefitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), offFen: fenSchema }),
  z.strictObject({
    kind: z.literal('percent'),
    offBps: z.number().int().min(1).max(9_900).describe('basis points off: 2000 is 八折'),
    capFen: fenSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('free-freight') }),
  z.strictObject({ kind: z.literal('exchange') }),
]);

export const couponRuleSchema = z.strictObject({
  benefit: couponBenefitSchema,
  minimumFen: fenSchema,
  /** How one comes by it: from the coupon centre, by a printed code, or only granted. */
  claim: z.enum(CLAIM_WAYS),
  /** Coupons in all, and of one shopper over time. */
  stock: z.number().int().min(1).max(10_000_000),
  perPersonMax: z.number().int().min(1).max(100).default(1),
  /** When one can be used: between two instants, or for days after it was claimed. */
  validity: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), from: instantSchema, until: instantSchema }),
    z.strictObject({ kind: z.literal('relative'), days: z.number().int().min(1).max(366) }),
  ]),
  /**
   * What becomes of a used one when its order is refunded whole before anything was sent (case
   * 29): it stays used, comes back until its own end, or comes back for so many days at least.
   * After goods were sent, and when only some of the money goes back, it stays used.
   */
  afterRefund: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stays-used') }),
    z.strictObject({ kind: z.literal('returns') }),
    z.strictObject({ kind: z.literal('returns-for'), days: z.number().int().min(1).max(90) }),
  ]),
});
export type CouponCampaignRule = z.infer<typeof couponRuleSchema>;
