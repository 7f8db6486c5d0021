import { z } from 'zod';
import { PLAN_PERIODS, TERM_SOURCES, TERM_STATES } from '../../membership/paid-plan.js';
import { GIFT_DAYS } from '../../membership/plan-gift.js';
import { PLAN_REFUND_CAUSES } from '../../membership/plan-refund.js';
import { benefitsSchema } from '../benefits.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { RECHARGE_PLATFORMS } from '../wallet.js';

const TRIAL_DAYS_MAX = 90;
/** WeChat refunds nothing that was paid more than a year ago. */
const GIFT_DAYS_MAX = 180;

/** A paid plan as an operator writes it. */
export const paidPlanInputSchema = z
  .strictObject({
    name: textSchema(12).min(1),
    period: z.enum(PLAN_PERIODS),
    /** Exactly of a trial. */
    trialDays: z.number().int().min(1).max(TRIAL_DAYS_MAX).nullable(),
    /** Nothing but a trial is free. */
    priceFen: fenSchema,
    benefits: benefitsSchema,
    /** For so many days a friend may accept it as a gift; a trial is never given. */
    giftDays: z.number().int().min(1).max(GIFT_DAYS_MAX).default(GIFT_DAYS),
    /** Shown in this order, the smallest first. */
    position: z.number().int().min(0).max(10_000),
    /** Whether it can be bought now. */
    offered: z.boolean(),
    /** WeChat allows no virtual goods on iOS. */
    hiddenOn: z.array(z.enum(RECHARGE_PLATFORMS)).max(RECHARGE_PLATFORMS.length),
  })
  .refine(({ period, trialDays }) => (period === 'trial') === (trialDays !== null), {
    message: 'a trial, and nothing else, lasts so many days',
  })
  .refine(({ period, priceFen }) => period === 'trial' || priceFen > 0, {
    message: 'nothing but a trial is free',
  })
  .refine(({ benefits }) => benefits.every(({ kind }) => kind !== 'birthday-gift'), {
    message: 'birthday gifts come with tiers',
  });
export type PaidPlanInput = z.output<typeof paidPlanInputSchema>;

export const paidPlanEditSchema = z.strictObject({
  version: z.number().int().min(1),
  plan: paidPlanInputSchema,
});
export type PaidPlanEdit = z.output<typeof paidPlanEditSchema>;

export const paidPlanSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  createdAt: instantSchema,
  plan: paidPlanInputSchema,
});
export type PaidPlan = z.output<typeof paidPlanSchema>;

export const planRefundPreviewQuerySchema = z.strictObject({ cause: z.enum(PLAN_REFUND_CAUSES) });

export const givePlanBackSchema = z.strictObject({
  cause: z.enum(PLAN_REFUND_CAUSES),
  reason: textSchema(200).min(1),
  /** As the preview said: refused where it is another by now. */
  shownAmountFen: fenSchema,
  /** The buyer's name as on their identity card, which a transfer from ¥2,000 on needs. */
  payeeName: textSchema(64).min(1).nullable().default(null),
  /** Of a payment made outside WeChat, which refunds nothing after a year; else null. */
  offlineReference: textSchema(64).min(1).nullable(),
});
export type GivePlanBack = z.infer<typeof givePlanBackSchema>;

export const paidTermListQuerySchema = pageQuerySchema.extend({
  shopperId: idSchema.optional(),
  planId: idSchema.optional(),
});
export type PaidTermListQuery = z.infer<typeof paidTermListQuerySchema>;

/** A term of a member; `endsAt` is the first instant after it. */
export const opsPaidTermSchema = z.object({
  id: idSchema,
  shopperId: idSchema,
  planId: idSchema,
  planName: z.string(),
  state: z.enum(TERM_STATES),
  beginsAt: instantSchema,
  endsAt: instantSchema,
  endedAt: instantSchema.nullable(),
  source: z.enum(TERM_SOURCES),
  /** What was paid for it; null for one by an activation code. */
  purchaseId: idSchema.nullable(),
});
export type OpsPaidTerm = z.infer<typeof opsPaidTermSchema>;

/** Paid membership in one Beijing month. */
export const paidMonthSchema = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  /** Purchases paid, free trials among them, and what was paid for them. */
  sold: z.number().int(),
  trials: z.number().int(),
  revenueFen: fenSchema,
  /** Given back in this month, whenever it was bought. */
  refunds: z.number().int(),
  refundedFen: fenSchema,
  /** Members at the end of the month; in the present one, now. */
  members: z.number().int(),
});
export type PaidMonth = z.infer<typeof paidMonthSchema>;
