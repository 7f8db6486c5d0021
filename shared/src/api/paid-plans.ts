import { z } from 'zod';
import {
  PAID_MEMBERSHIP_STATES,
  PLAN_PERIODS,
  TERM_SOURCES,
  TERM_STATES,
} from '../membership/paid-plan.js';
import { PLAN_PURCHASE_STATES } from '../membership/plan-purchase-state.js';
import { PLAN_REFUND_CAUSES } from '../membership/plan-refund.js';
import { REFUND_CHANNELS } from '../payments/refund-channel.js';
import { fenSchema, idSchema, instantSchema, typedCodeSchema } from './common.js';
import { RECHARGE_PLATFORMS } from './wallet.js';

/** A benefit of a plan beside what the shopper’s tier gives of the same kind. */
export const comparedBenefitSchema = z.object({
  kind: z.string(),
  /** By what it is measured: bps, orders a month, minutes, coupons; null where by nothing. */
  measure: z.number().int().nullable(),
  /** What the tier has of the kind; null where it has none, or nothing to measure it by. */
  tierMeasure: z.number().int().nullable(),
  /** Whether the tier has the kind at all, and whether the plan gives more than it. */
  tierHasKind: z.boolean(),
  addsToTier: z.boolean(),
});
export type ComparedBenefit = z.infer<typeof comparedBenefitSchema>;

export const shownPlanSchema = z.object({
  id: idSchema,
  /** To be sent with the purchase, which is refused when the plan has another by then. */
  version: z.number().int(),
  name: z.string(),
  period: z.enum(PLAN_PERIODS),
  /** Of a trial; null otherwise. */
  trialDays: z.number().int().nullable(),
  priceFen: fenSchema,
  /** The price by the month, rounded up; null for a trial. */
  monthlyFen: fenSchema.nullable(),
  benefits: z.array(comparedBenefitSchema),
  /** Days for which a friend may accept it as a gift; null where it is not given: a trial. */
  giftDays: z.number().int().nullable(),
  /** Platforms on which it is not to be offered. */
  hiddenOn: z.array(z.enum(RECHARGE_PLATFORMS)),
});
export type ShownPlan = z.infer<typeof shownPlanSchema>;

/** What is on sale, with all that is to be known before paying. */
export const paidPlansSchema = z.object({
  plans: z.array(shownPlanSchema),
  /** The shopper’s tier, which they have without paying. */
  tierName: z.string(),
  /** Whole within so many days where nothing was used. */
  fullRefundDays: z.number().int(),
  /** Whether this person has had a trial. */
  trialUsed: z.boolean(),
});
export type PaidPlansView = z.infer<typeof paidPlansSchema>;

export const placePlanPurchaseSchema = z.strictObject({
  /** As shown: refused when the plan was changed since. */
  version: z.number().int().min(1),
  /** Whether a friend is to have it. */
  asGift: z.boolean().default(false),
});
export type PlacePlanPurchase = z.infer<typeof placePlanPurchaseSchema>;

export const planPurchaseSchema = z.object({
  id: idSchema,
  state: z.enum(PLAN_PURCHASE_STATES),
  planId: idSchema,
  planName: z.string(),
  /** Whether a friend is to have it. */
  isGift: z.boolean(),
  priceFen: fenSchema,
  payBy: instantSchema,
  createdAt: instantSchema,
  paidAt: instantSchema.nullable(),
});
export type PlanPurchase = z.infer<typeof planPurchaseSchema>;

/** A stretch of paid membership; `endsAt` is the first instant after it. */
export const paidTermSchema = z.object({
  id: idSchema,
  planName: z.string(),
  state: z.enum(TERM_STATES),
  beginsAt: instantSchema,
  endsAt: instantSchema,
  /** When it was given back. */
  endedAt: instantSchema.nullable(),
  source: z.enum(TERM_SOURCES),
  /** What they paid for it, which can be given back; null for one that cost them nothing. */
  purchaseId: idSchema.nullable(),
});
export type PaidTermView = z.infer<typeof paidTermSchema>;

/** An activation code. */
export const activateSchema = z.strictObject({ code: typedCodeSchema });

export const planRefundSchema = z.object({
  id: idSchema,
  purchaseId: idSchema,
  cause: z.enum(PLAN_REFUND_CAUSES),
  reason: z.string(),
  amountFen: fenSchema,
  channel: z.enum(REFUND_CHANNELS),
  createdAt: instantSchema,
  /** When the money arrived; null while it is on its way. */
  refundedAt: instantSchema.nullable(),
});
export type PlanRefundView = z.infer<typeof planRefundSchema>;

export const paidMembershipSchema = z.object({
  state: z.enum(PAID_MEMBERSHIP_STATES),
  /** Newest first. */
  terms: z.array(paidTermSchema),
  /** When it is over, with what follows the running term; null when none runs. */
  endsAt: instantSchema.nullable(),
  /** What the benefits of the running term took off orders, less what was refunded of them. */
  savedFen: fenSchema,
  /** Whether they asked to be told five days before it ends. Nothing renews by itself. */
  reminderWanted: z.boolean(),
  /** Whether anything can be bought now. */
  isOffered: z.boolean(),
  /** Purchases that can still be paid. */
  awaiting: z.array(planPurchaseSchema),
  /** What goes back to them by a transfer that they have not confirmed. */
  toReceive: z.array(planRefundSchema),
});
export type PaidMembershipView = z.infer<typeof paidMembershipSchema>;

/** Whether to be told before paid membership ends: asked for, never presumed. */
export const paidReminderSchema = z.strictObject({ wanted: z.boolean() });
export type PaidReminder = z.infer<typeof paidReminderSchema>;

/** What giving a plan back would return, and how that comes about. */
export const planRefundPreviewSchema = z.object({
  purchaseId: idSchema,
  cause: z.enum(PLAN_REFUND_CAUSES),
  channel: z.enum(REFUND_CHANNELS),
  paidFen: fenSchema,
  totalDays: z.number().int(),
  /** The one that has begun among them. */
  unusedDays: z.number().int(),
  unusedFen: fenSchema,
  /** What prices, freight and coupons of the term gave. */
  savedFen: fenSchema,
  couponsFen: fenSchema,
  /** What of that is withheld. */
  benefitsFen: fenSchema,
  /** The money that goes back. */
  amountFen: fenSchema,
  isWhole: z.boolean(),
});
export type PlanRefundPreview = z.infer<typeof planRefundPreviewSchema>;

export const planRefundAskSchema = z.strictObject({ shownAmountFen: fenSchema });
