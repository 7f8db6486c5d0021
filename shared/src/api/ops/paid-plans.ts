import { z } from 'zod';
import { PLAN_PERIODS } from '../../membership/paid-plan.js';
import { PLAN_REFUND_CAUSES } from '../../membership/plan-refund.js';
import { benefitsSchema } from '../benefits.js';
import { fenSchema, idSchema, instantSchema, textSchema } from '../common.js';
import { RECHARGE_PLATFORMS } from '../wallet.js';

const TRIAL_DAYS_MAX = 90;

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
  /** Of a payment made outside WeChat, which refunds nothing after a year; else null. */
  offlineReference: textSchema(64).min(1).nullable(),
});
export type GivePlanBack = z.infer<typeof givePlanBackSchema>;
