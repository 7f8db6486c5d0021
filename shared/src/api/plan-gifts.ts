import { z } from 'zod';
import { PLAN_GIFT_STATES } from '../membership/plan-gift.js';
import { fenSchema, idSchema, instantSchema } from './common.js';
import { shownPlanSchema } from './paid-plans.js';

/** A gift as its giver sees it; who accepted it is not told. */
export const givenPlanGiftSchema = z.object({
  purchaseId: idSchema,
  planName: z.string(),
  priceFen: fenSchema,
  state: z.enum(PLAN_GIFT_STATES),
  /** Whoever has it may accept, as printed: `ACDE-3467-WXYT`. */
  code: z.string(),
  /** Until before this instant it can be accepted; then the money goes back by itself. */
  expiresAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
});
export type GivenPlanGift = z.infer<typeof givenPlanGiftSchema>;

/** A gift as it stands towards who holds its code; its price is the giver’s to know. */
export const planGiftSchema = z.object({
  state: z.enum(PLAN_GIFT_STATES),
  /** Whether who asks gave it, or has accepted it. */
  isOwn: z.boolean(),
  isMine: z.boolean(),
  expiresAt: instantSchema,
  plan: shownPlanSchema.pick({ name: true, period: true, benefits: true }),
  /** The tier of who asks, which they have without it. */
  tierName: z.string(),
  /** Where its term would begin, were it accepted now. */
  beginsAt: instantSchema,
});
export type PlanGiftView = z.infer<typeof planGiftSchema>;
