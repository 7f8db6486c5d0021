import type { RewardAction, RewardSide, RewardState, ShownGift, VoidReason } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { yuanText } from '@/ui/price';

const chinese = {
  title: '邀请有礼',
  none: '当前没有邀请活动',
  noneNote: '有新活动时会在这里公布规则与奖励',
  until: (moment: string) => `活动截至 ${moment}`,
  invite: '邀请好友',
  gives: '奖励怎么得',
  gift: (gift: ShownGift): string => {
    if (gift.kind === 'coupon') return gift.name;
    if (gift.kind === 'points') return `${gift.points} 积分`;
    if (gift.kind === 'growth') return `${gift.growth} 成长值`;
    return `${yuanText(gift.bonusFen)} 赠送金`;
  },
  actions: {
    registered: '好友注册',
    'first-paid': '好友首单付款',
    'first-completed': '好友首单收货',
  } satisfies Record<RewardAction, string>,
  ownActions: {
    registered: '您已注册',
    'first-paid': '您的首单付款',
    'first-completed': '您的首单收货',
  } satisfies Record<RewardAction, string>,
  sides: { inviter: '您得', friend: '好友得' } satisfies Record<RewardSide, string>,
  least: (yuan: string) => `首单实付满 ${yuan} 才算`,
  most: (all: number, day: number) => `每人最多 ${all} 份，每天最多 ${day} 份`,
  waits: '订单过了售后期才到账；全额退款则作废，已到账的收回',
  rules: '完整规则',
  friends: '已邀请',
  pending: '待到账',
  granted: '已到账',
  mine: '我的奖励',
  empty: '还没有奖励',
  somebody: '微信好友',
  fromFriend: (who: string) => `来自 ${who}`,
  byFriend: (who: string) => `由 ${who} 邀请`,
  states: {
    pending: '待到账',
    held: '核实中',
    granted: '已到账',
    'taken-back': '已收回',
    voided: '已作废',
    frozen: '已冻结',
  } satisfies Record<RewardState, string>,
  due: (moment: string) => `${moment} 后到账`,
  awaiting: '订单收货并过售后期后到账',
  gotAt: (moment: string) => `${moment} 到账`,
  checking: '店铺正在核实，属实后照常到账',
  takenBack: '订单已退款，奖励已收回',
  voids: {
    REFUNDED: '订单已退款，不再发放',
    PERSON_LIMIT: '已达累计上限，不再发放',
    DAY_LIMIT: '已达当天上限，不再发放',
    REVIEWED: '经核实不符合规则',
  } satisfies Record<VoidReason, string>,
  boundTo: (who: string, moment: string) => `您由 ${who} 邀请而来，关系保留至 ${moment}`,
};

const english: typeof chinese = {
  title: 'Invite friends',
  none: 'No invitation programme now',
  noneNote: 'The next one is announced here, with all its rules.',
  until: (moment) => `Until ${moment}`,
  invite: 'Invite a friend',
  gives: 'What it gives',
  gift: (gift) => {
    if (gift.kind === 'coupon') return gift.name;
    if (gift.kind === 'points') return `${gift.points} points`;
    if (gift.kind === 'growth') return `${gift.growth} growth`;
    return `${yuanText(gift.bonusFen)} bonus`;
  },
  actions: {
    registered: 'A friend joins',
    'first-paid': 'Their first order is paid',
    'first-completed': 'Their first order is received',
  },
  ownActions: {
    registered: 'You joined',
    'first-paid': 'Your first order is paid',
    'first-completed': 'Your first order is received',
  },
  sides: { inviter: 'You', friend: 'Friend' },
  least: (yuan) => `A first order counts from ${yuan} paid`,
  most: (all, day) => `At most ${all} rewards each, ${day} a day`,
  waits:
    'Given when the order can no longer be returned; void, or taken back, when it is refunded whole.',
  rules: 'All rules',
  friends: 'Invited',
  pending: 'On the way',
  granted: 'Received',
  mine: 'My rewards',
  empty: 'No rewards yet.',
  somebody: 'a WeChat friend',
  fromFriend: (who) => `For ${who}`,
  byFriend: (who) => `Invited by ${who}`,
  states: {
    pending: 'On the way',
    held: 'Being checked',
    granted: 'Received',
    'taken-back': 'Taken back',
    voided: 'Void',
    frozen: 'Frozen',
  },
  due: (moment) => `Given after ${moment}`,
  awaiting: 'Given after receipt and the time for returns',
  gotAt: (moment) => `Received ${moment}`,
  checking: 'The shop is checking it; it is given if all is well',
  takenBack: 'The order was refunded, and the reward with it',
  voids: {
    REFUNDED: 'The order was refunded',
    PERSON_LIMIT: 'Over the limit',
    DAY_LIMIT: 'Over the limit of the day',
    REVIEWED: 'Against the rules, after a review',
  },
  boundTo: (who, moment) => `You were invited by ${who}; this holds until ${moment}.`,
};

export const words = inLanguage(chinese, english);
