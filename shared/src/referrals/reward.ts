import type { Fen } from '../money.js';
import type { Moves } from '../moves.js';

/** What a friend does of their own that rewards are for. Sharing is none: nobody can prove it. */
export const REWARD_ACTIONS = ['registered', 'first-paid', 'first-completed'] as const;
export type RewardAction = (typeof REWARD_ACTIONS)[number];
export const REWARD_SIDES = ['inviter', 'friend'] as const;
export type RewardSide = (typeof REWARD_SIDES)[number];

/** What is given: known beforehand, never drawn by lot (运营规范 5.1). */
export type RewardGift =
  | { kind: 'coupon'; campaignId: string }
  | { kind: 'points'; points: number }
  | { kind: 'growth'; growth: number }
  | { kind: 'bonus'; bonusFen: Fen };

/** Who gets what for which action. */
export interface RewardOffer {
  action: RewardAction;
  side: RewardSide;
  gift: RewardGift;
}

export interface ReferralProgramme {
  name: string;
  startsAt: string;
  endsAt: string;
  /** As shoppers read them: all of them, 运营规范 5.1. */
  rulesText: string;
  offers: readonly RewardOffer[];
  /** An order counts as long as so much of it was paid in money and is kept; one fen at least. */
  orderMinFen: Fen;
  /** Rewards one inviter has at most, over all and on a Beijing day. */
  rewardsMax: number;
  rewardsPerDayMax: number;
}

export const PROGRAMME_STATES = ['draft', 'published', 'paused'] as const;
export type ProgrammeState = (typeof PROGRAMME_STATES)[number];
export const PROGRAMME_MOVES: Moves<ProgrammeState> = {
  draft: ['published'],
  published: ['paused'],
  paused: ['published'],
};

/**
 * A reward waits until its order can no longer be sent back. Meanwhile it may be held for a review
 * and released; it is voided with the order, and frozen where its owner's account is deleted. What
 * was given is taken back where the shop refunds the order later.
 */
export const REWARD_STATES = [
  'pending',
  'held',
  'granted',
  'taken-back',
  'voided',
  'frozen',
] as const;
export type RewardState = (typeof REWARD_STATES)[number];
export const REWARD_MOVES: Moves<RewardState> = {
  pending: ['held', 'granted', 'voided', 'frozen'],
  held: ['pending', 'voided', 'frozen'],
  granted: ['taken-back'],
  'taken-back': [],
  voided: [],
  frozen: [],
};

/** Why a reward is void. */
export const VOID_REASONS = ['REFUNDED', 'PERSON_LIMIT', 'DAY_LIMIT', 'REVIEWED'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** A friend's action, as far as rewards depend on it. */
export interface QualifyingAction {
  action: RewardAction;
  at: Date;
  /** By the binding: whether the friend had never ordered, and when the winning link was opened. */
  wasNew: boolean;
  touchedAt: Date;
  registeredAt: Date;
  /** What is kept of the order in money; null for a registration. */
  keptFen: Fen | null;
}

/** Why an action earns nothing. */
export type NoReward = 'NOT_RUNNING' | 'NOT_NEW' | 'REGISTERED_BEFORE' | 'ORDER_TOO_SMALL';

/** Whether a programme rewards an action, or why not. */
export function refusalToReward(
  programme: ReferralProgramme,
  { action, at, wasNew, touchedAt, registeredAt, keptFen }: QualifyingAction,
): NoReward | null {
  if (at < new Date(programme.startsAt) || at >= new Date(programme.endsAt)) return 'NOT_RUNNING';
  if (!wasNew) return 'NOT_NEW';
  if (action === 'registered') return registeredAt < touchedAt ? 'REGISTERED_BEFORE' : null;
  return keptFen !== null && isEnough(keptFen, programme) ? null : 'ORDER_TOO_SMALL';
}

/** Whether an order counts when so much of it is kept (case 52: nothing paid earns nothing). */
export function isEnough(
  keptFen: Fen,
  { orderMinFen }: Pick<ReferralProgramme, 'orderMinFen'>,
): boolean {
  return keptFen >= Math.max(1, orderMinFen);
}

/** Why an inviter's next reward is one too many, or null. Void ones are not counted. */
export function limitReached(
  { rewardsMax, rewardsPerDayMax }: Pick<ReferralProgramme, 'rewardsMax' | 'rewardsPerDayMax'>,
  had: { total: number; today: number },
): Extract<VoidReason, 'PERSON_LIMIT' | 'DAY_LIMIT'> | null {
  if (had.total >= rewardsMax) return 'PERSON_LIMIT';
  return had.today >= rewardsPerDayMax ? 'DAY_LIMIT' : null;
}

/** When a reward can be given: a registration's at once, an order's after its after-sale time. */
export function rewardDueAt(
  { action, at }: Pick<QualifyingAction, 'action' | 'at'>,
  afterSaleUntil: Date | null,
): Date | null {
  return action === 'registered' ? at : afterSaleUntil;
}

/** What speaks against publishing a programme. */
export const PROGRAMME_FINDINGS = [
  'ENDED',
  'RULES_TOO_SHORT',
  'REWARDS_SHARING',
  'REWARDS_BY_LOT',
  'COUPON_NOT_OFFERED',
] as const;
export type ProgrammeFinding = (typeof PROGRAMME_FINDINGS)[number];

const RULES_MIN = 30;
/** Words that promise something for sharing alone, or make it a condition. */
const FOR_SHARING =
  /分享(即|就|后即|后就)?(可)?(得|送|领)|转发(即|就|后即)?(可)?(得|送|领)|必须分享|强制分享/;
const BY_LOT = /抽奖|摇奖|随机(红包|金额|奖)|转盘|盲盒/;

/** What the rules of a programme itself break (law.md, 运营规范 5.1); coupons are looked up apart. */
export function findingsOf(
  { endsAt, rulesText }: Pick<ReferralProgramme, 'endsAt' | 'rulesText'>,
  now: Date,
): ProgrammeFinding[] {
  return [
    ...(new Date(endsAt) <= now ? (['ENDED'] as const) : []),
    ...(rulesText.trim().length < RULES_MIN ? (['RULES_TOO_SHORT'] as const) : []),
    ...(FOR_SHARING.test(rulesText) ? (['REWARDS_SHARING'] as const) : []),
    ...(BY_LOT.test(rulesText) ? (['REWARDS_BY_LOT'] as const) : []),
  ];
}
