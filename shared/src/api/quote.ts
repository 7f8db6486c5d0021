import { z } from 'zod';
import { fenSchema, idSchema, instantSchema } from './common.js';
import { ORDER_LINES_MAX, QUANTITY_PER_LINE_MAX } from '../limits.js';
import {
  COUPONS_PER_ORDER_MAX,
  STAGE_OF_KIND,
  type PromotionKind,
} from '../pricing/stacking-order.js';
import { UNMET_REASONS } from '../promotions/offer.js';
import { giftRuleSchema } from './promotions/reductions.js';
import type { GiftTerms } from '../promotions/gift.js';

const boughtLineSchema = z.strictObject({
  skuId: idSchema,
  quantity: z.number().int().min(1).max(QUANTITY_PER_LINE_MAX),
});
/** What is bought: each SKU once. */
export const boughtLinesSchema = z
  .array(boughtLineSchema)
  .min(1)
  .max(ORDER_LINES_MAX)
  .refine((lines) => new Set(lines.map((line) => line.skuId)).size === lines.length, {
    message: 'a SKU stands once',
  });

/** What a gift is given by and for: what returning those goods means for it, and its worth. */
export const giftTermsSchema = z.object({
  rule: giftRuleSchema,
  earnedBy: z.array(z.object({ skuId: idSchema, quantity: z.number().int(), dueFen: fenSchema })),
  unitWorthFen: fenSchema,
}) as unknown as z.ZodType<GiftTerms>;

/** What a shopper may choose of what they are offered. */
export const offersChosen = {
  /** The coupons the shopper chose; null has the best chosen for them. */
  couponIds: z.array(idSchema).max(COUPONS_PER_ORDER_MAX).nullable().default(null),
  /** The campaign on whose own page this began, and the team to join; null for a plain purchase. */
  through: z
    .strictObject({ campaignId: idSchema, teamId: idSchema.nullable().default(null) })
    .nullable()
    .default(null),
};

export const quoteRequestSchema = z.strictObject({
  lines: boughtLinesSchema,
  addressId: idSchema.nullable(),
  ...offersChosen,
});
/** What a client asks the price of, and the same after validation. */
export type QuoteRequest = z.input<typeof quoteRequestSchema>;
export type CheckedQuoteRequest = z.output<typeof quoteRequestSchema>;

export const quoteLineSchema = z.object({
  skuId: idSchema,
  productId: idSchema,
  title: z.string(),
  optionText: z.string(),
  pictureUrl: z.string().nullable(),
  unitPriceFen: fenSchema,
  quantity: z.number().int(),
  amountFen: fenSchema,
  discountFen: fenSchema,
  payableFen: fenSchema,
  returnable: z.boolean(),
  /** Units of the product one order may hold, all its SKUs together; null without a limit. */
  perOrderMax: z.number().int().nullable(),
  /** What each offer took off this line. */
  discounts: z.array(z.object({ offerId: idSchema, amountFen: fenSchema })),
  /** The offer that gives it; null for what is bought. */
  giftOf: idSchema.nullable(),
  /** What it is given for; null for what is bought. */
  giftTerms: giftTermsSchema.nullable(),
  /** Why this line cannot be bought, or null. */
  refusal: z.string().nullable(),
});
export const freightQuoteSchema = z.object({
  /** Null where nothing is sent to: it has no price. */
  feeFen: fenSchema.nullable(),
  reason: z.enum(['flat', 'free-above', 'freed-by-offer', 'no-address', 'not-delivered']),
  /** What is missing to free freight; null when it is free or never is. */
  missingFen: fenSchema.nullable(),
});
/** What would be needed for more: spend so much more, take so many more. */
const nextStepSchema = z.object({
  missingFen: fenSchema.nullable(),
  missingQuantity: z.number().int().nullable(),
  savesFen: fenSchema.nullable(),
});
/** What became of one offer in a quote. */
export const offerVerdictSchema = z.object({
  id: idSchema,
  /** Null for a member's benefit. */
  campaignId: idSchema.nullable(),
  couponId: idSchema.nullable(),
  kind: z.enum(Object.keys(STAGE_OF_KIND) as [PromotionKind, ...PromotionKind[]]),
  name: z.string(),
  applied: z.boolean(),
  savedFen: fenSchema,
  freesFreight: z.boolean(),
  /** What of the freight it took off. */
  freightFen: fenSchema,
  units: z.number().int(),
  /** Why it gives nothing; null when it is applied. */
  reason: z.enum(UNMET_REASONS).nullable(),
  next: nextStepSchema.nullable(),
  endsAt: instantSchema,
});
export const quoteSchema = z.object({
  lines: z.array(quoteLineSchema),
  goodsFen: fenSchema,
  discountFen: fenSchema,
  /** Every offer with what it gave or why it did not, those applied first. */
  offers: z.array(offerVerdictSchema),
  freight: freightQuoteSchema,
  totalFen: fenSchema,
  /** Why the whole cannot be ordered now, or null. */
  refusal: z.string().nullable(),
});
export type QuoteAnswer = z.infer<typeof quoteSchema>;
