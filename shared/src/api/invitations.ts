import { z } from 'zod';
import { REWARD_ACTIONS, REWARD_SIDES, REWARD_STATES, VOID_REASONS } from '../referrals/reward.js';
import { fenSchema, idSchema, instantSchema } from './common.js';

/** A gift as a shopper sees it. */
const shownGiftSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('coupon'), name: z.string() }),
  z.object({ kind: z.literal('points'), points: z.number().int() }),
  z.object({ kind: z.literal('growth'), growth: z.number().int() }),
  z.object({ kind: z.literal('bonus'), bonusFen: fenSchema }),
]);
export type ShownGift = z.infer<typeof shownGiftSchema>;

/** What inviting gives now, how far it has come, and whose customer the shopper is themselves. */
export const invitationsSchema = z.object({
  programme: z
    .object({
      name: z.string(),
      endsAt: instantSchema,
      rulesText: z.string(),
      orderMinFen: fenSchema,
      rewardsMax: z.number().int(),
      rewardsPerDayMax: z.number().int(),
      offers: z.array(
        z.object({
          action: z.enum(REWARD_ACTIONS),
          side: z.enum(REWARD_SIDES),
          gift: shownGiftSchema,
        }),
      ),
    })
    .nullable(),
  progress: z.object({
    friends: z.number().int(),
    pending: z.number().int(),
    granted: z.number().int(),
    voided: z.number().int(),
  }),
  boundTo: z
    .object({
      phoneMasked: z.string().nullable(),
      boundAt: instantSchema,
      validUntil: instantSchema,
    })
    .nullable(),
});
export type Invitations = z.infer<typeof invitationsSchema>;

/** A reward of the shopper's; `held` ones are being looked at. */
export const invitationRewardSchema = z.object({
  id: idSchema,
  action: z.enum(REWARD_ACTIONS),
  side: z.enum(REWARD_SIDES),
  gift: shownGiftSchema,
  state: z.enum(REWARD_STATES),
  voidReason: z.enum(VOID_REASONS).nullable(),
  /** Who the other one is; null where no number is bound. */
  friendMasked: z.string().nullable(),
  dueAt: instantSchema.nullable(),
  grantedAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type InvitationReward = z.infer<typeof invitationRewardSchema>;
