import { z } from 'zod';
import {
  PROGRAMME_FINDINGS,
  PROGRAMME_STATES,
  REWARD_ACTIONS,
  REWARD_SIDES,
  REWARD_STATES,
  VOID_REASONS,
} from '../../referrals/reward.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';

const OFFERS_MAX = REWARD_ACTIONS.length * REWARD_SIDES.length;
const count = (max: number) => z.number().int().min(1).max(max);

export const rewardGiftSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('coupon'), campaignId: idSchema }),
  z.strictObject({ kind: z.literal('points'), points: count(100_000) }),
  z.strictObject({ kind: z.literal('growth'), growth: count(100_000) }),
  z.strictObject({ kind: z.literal('bonus'), bonusFen: fenSchema }),
]);

export const rewardOfferSchema = z
  .strictObject({
    action: z.enum(REWARD_ACTIONS),
    side: z.enum(REWARD_SIDES),
    gift: rewardGiftSchema,
  })
  .refine(
    ({ action, gift }) => action !== 'registered' || ['coupon', 'points'].includes(gift.kind),
    { message: 'a registration gives coupons or points', path: ['gift'] },
  )
  .refine(({ gift }) => gift.kind !== 'bonus' || gift.bonusFen > 0, {
    message: 'nothing is no gift',
    path: ['gift'],
  });

/** Who gets what when a friend comes and buys. A reward keeps the terms it was earned under. */
export const referralProgrammeInputSchema = z
  .strictObject({
    name: textSchema(30).min(1),
    startsAt: instantSchema,
    endsAt: instantSchema,
    /** Shown whole to whoever invites. */
    rulesText: textSchema(2_000),
    offers: z.array(rewardOfferSchema).min(1).max(OFFERS_MAX),
    /** Paid in money and kept of an order for it to count. */
    orderMinFen: fenSchema,
    rewardsMax: count(10_000),
    rewardsPerDayMax: count(1_000),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    message: 'ends after it starts',
    path: ['endsAt'],
  })
  .refine(
    ({ offers }) =>
      new Set(offers.map(({ action, side }) => `${action} ${side}`)).size === offers.length,
    { message: 'one gift for each action and side', path: ['offers'] },
  );
export type ReferralProgrammeInput = z.infer<typeof referralProgrammeInputSchema>;

export const programmeEditSchema = z.strictObject({
  version: z.number().int().min(1),
  programme: referralProgrammeInputSchema,
});
export const programmeMoveSchema = z.strictObject({ version: z.number().int().min(1) });

export const opsProgrammeSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  state: z.enum(PROGRAMME_STATES),
  createdAt: instantSchema,
  programme: referralProgrammeInputSchema,
  /** What speaks against publishing it, each with its reason and source in Chinese. */
  findings: z.array(z.object({ code: z.enum(PROGRAMME_FINDINGS), why: z.string() })),
});
export type OpsProgramme = z.infer<typeof opsProgrammeSchema>;

/** Rewards of one action and side, by state. */
export const programmeReportSchema = z.object({
  inviters: z.number().int(),
  friends: z.number().int(),
  rewards: z.array(
    z.object({
      action: z.enum(REWARD_ACTIONS),
      side: z.enum(REWARD_SIDES),
      state: z.enum(REWARD_STATES),
      count: z.number().int(),
    }),
  ),
});
export type ProgrammeReport = z.infer<typeof programmeReportSchema>;

export const rewardListQuerySchema = pageQuerySchema.extend({
  programmeId: idSchema.optional(),
  /** Whose reward it is. */
  shopperId: idSchema.optional(),
  state: z.enum(REWARD_STATES).optional(),
});
export type RewardListQuery = z.infer<typeof rewardListQuerySchema>;

export const opsRewardSchema = z.object({
  id: idSchema,
  programmeId: idSchema,
  action: z.enum(REWARD_ACTIONS),
  side: z.enum(REWARD_SIDES),
  friendId: idSchema,
  inviterId: idSchema,
  shopperId: idSchema,
  orderId: idSchema.nullable(),
  gift: rewardGiftSchema,
  state: z.enum(REWARD_STATES),
  voidReason: z.enum(VOID_REASONS).nullable(),
  /** Why it is held, as whoever held it said. */
  heldFor: z.record(z.string(), z.unknown()).nullable(),
  /** When it is given by itself; null while its order is not received. */
  dueAt: instantSchema.nullable(),
  grantedAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type OpsReward = z.infer<typeof opsRewardSchema>;

/** Why an operator lets a reward be given, or not. */
export const rewardReviewSchema = z.strictObject({ reason: textSchema(200).min(1) });
