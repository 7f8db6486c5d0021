import { z } from 'zod';
import { PHONE_PATTERN } from '../../limits.js';
import { CLAIM_WAYS, COUPON_STATES } from '../../promotions/coupon-state.js';
import type { RefusalCode } from '../../refusal.js';
import { idSchema, instantSchema, pageQuerySchema } from '../common.js';

export const GRANT_RECIPIENTS_MAX = 1_000;
export const BATCH_CODES_MAX = 100_000;
const refusalSchema = z.string() as unknown as z.ZodType<RefusalCode>;

/** Coupons for these people, by shopper id or phone number, one a line. */
export const grantRequestSchema = z.strictObject({
  campaignId: idSchema,
  recipients: z
    .array(z.union([idSchema, z.string().regex(PHONE_PATTERN)]))
    .min(1)
    .max(GRANT_RECIPIENTS_MAX),
});
export type GrantRequest = z.infer<typeof grantRequestSchema>;

/** How far a grant is: it is worked off by a job. */
export const grantSchema = z.object({
  id: idSchema,
  campaignId: idSchema,
  total: z.number().int(),
  granted: z.number().int(),
  refused: z.number().int(),
  /** Null while lines are left. */
  finishedAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type Grant = z.infer<typeof grantSchema>;

export const grantLineSchema = z.object({
  line: z.number().int(),
  /** As it was sent; a phone number masked. */
  recipient: z.string(),
  shopperId: idSchema.nullable(),
  outcome: z.enum(['waiting', 'granted', 'refused']),
  couponId: idSchema.nullable(),
  /** NOT_FOUND when nobody has that id or phone. */
  refusal: refusalSchema.nullable(),
});
export type GrantLine = z.infer<typeof grantLineSchema>;

/** A batch of random codes to print; each is good for so many coupons. */
export const batchRequestSchema = z.strictObject({
  campaignId: idSchema,
  codes: z.number().int().min(1).max(BATCH_CODES_MAX),
  usesPerCode: z.number().int().min(1).max(1_000_000).default(1),
});
export type BatchRequest = z.infer<typeof batchRequestSchema>;

export const codeBatchSchema = z.object({
  id: idSchema,
  campaignId: idSchema,
  codes: z.number().int(),
  usesPerCode: z.number().int(),
  /** Codes made so far, by a job; all are there once it equals `codes`. */
  printed: z.number().int(),
  /** From when on none of its codes is good any more. */
  revokedAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type CodeBatch = z.infer<typeof codeBatchSchema>;

export const batchListQuerySchema = pageQuerySchema.extend({ campaignId: idSchema.optional() });
export type BatchListQuery = z.infer<typeof batchListQuerySchema>;

export const couponCodeSchema = z.object({
  /** As printed, `ACDE-3467-WXYT`. */
  code: z.string(),
  uses: z.number().int(),
  usesMax: z.number().int(),
});
export type CouponCode = z.infer<typeof couponCodeSchema>;

export const opsCouponListQuerySchema = pageQuerySchema.extend({
  campaignId: idSchema.optional(),
  shopperId: idSchema.optional(),
  state: z.enum(COUPON_STATES).optional(),
});
export type OpsCouponListQuery = z.infer<typeof opsCouponListQuerySchema>;

export const opsCouponSchema = z.object({
  id: idSchema,
  campaignId: idSchema,
  shopperId: idSchema,
  state: z.enum(COUPON_STATES),
  source: z.enum(CLAIM_WAYS),
  validFrom: instantSchema,
  validUntil: instantSchema,
  orderId: idSchema.nullable(),
  claimedAt: instantSchema,
});
export type OpsCoupon = z.infer<typeof opsCouponSchema>;

/** What a coupon campaign has given out. */
export const couponStockSchema = z.object({
  stock: z.number().int(),
  issued: z.number().int(),
  unused: z.number().int(),
  locked: z.number().int(),
  used: z.number().int(),
  revoked: z.number().int(),
});
export type CouponStock = z.infer<typeof couponStockSchema>;

/** Unused coupons to take back; null for all of the campaign. */
export const revokeCouponsSchema = z.strictObject({
  couponIds: z.array(idSchema).min(1).max(GRANT_RECIPIENTS_MAX).nullable(),
});
export type RevokeCoupons = z.infer<typeof revokeCouponsSchema>;
