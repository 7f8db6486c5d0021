import { fen, type Message } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { yuanText } from '@/ui/price';

type Kind = Message['kind'];
type Facts = Message['facts'];

const chinese = {
  title: '消息',
  empty: '还没有消息',
  toShop: '去逛逛',
  readAll: '全部标为已读',
  unread: '未读',
  titles: {
    'order-shipped': '商品已发出',
    'order-closed': '订单已关闭',
    'after-sale-answered': '售后有新进展',
    'refund-succeeded': '退款已到账',
    'team-succeeded': '拼团成功',
    'team-failed': '拼团未成功',
    'team-expiring': '拼团即将到期',
    'coupon-expiring': '优惠券即将到期',
    'flash-sale-begins': '秒杀即将开始',
    'points-expiring': '积分即将到期',
    'tier-changed': '会员等级有变化',
    'tier-notice': '会员等级即将到期',
    'paid-membership-ends': '付费会员即将到期',
  } satisfies Record<Kind, string>,
  texts: {
    'order-shipped': (facts: Facts) =>
      `${text(facts, 'goods')}已由${text(facts, 'companyName')}发出，单号 ${text(facts, 'trackingNo')}`,
    'order-closed': (_: Facts) => '超时未付款，订单已自动取消。如仍需要，请重新下单',
    'after-sale-answered': (facts: Facts) => sentence(OUTCOMES_CHINESE, facts, '：'),
    'refund-succeeded': (facts: Facts) => `${amount(facts)} 已原路退回您的支付账户`,
    'team-succeeded': (facts: Facts) => `${text(facts, 'goods')} 已成团，商品即将发出`,
    'team-failed': (facts: Facts) => `${text(facts, 'goods')} 未能成团，款项将原路退回`,
    'team-expiring': (facts: Facts) =>
      `${text(facts, 'goods')} 还差 ${text(facts, 'missing')} 人，邀请好友一起拼`,
    'coupon-expiring': (facts: Facts) =>
      `${text(facts, 'name')}等 ${text(facts, 'count')} 张优惠券即将到期，别忘了使用`,
    'flash-sale-begins': (facts: Facts) =>
      `您预约的 ${text(facts, 'name')} 将于 ${text(facts, 'startsAt')} 开始`,
    'points-expiring': (facts: Facts) =>
      `您有 ${text(facts, 'points')} 积分将在 ${text(facts, 'until')} 到期，别忘了使用`,
    'tier-changed': (facts: Facts) =>
      facts.change === 'lowered'
        ? `您现在是${text(facts, 'tierName')}，已领取的优惠券仍可使用`
        : `恭喜您升级为${text(facts, 'tierName')}，新的权益已生效`,
    'tier-notice': (facts: Facts) =>
      `您的${text(facts, 'tierName')}将于 ${text(facts, 'until')} 到期，再获得 ${text(facts, 'missing')} 成长值即可保级`,
    'paid-membership-ends': (facts: Facts) =>
      `您的${text(facts, 'planName')}将于 ${text(facts, 'until')} 到期，不会自动续费。如需继续使用，请自行续费`,
  } satisfies Record<Kind, (facts: Facts) => string>,
};

const english: typeof chinese = {
  title: 'Messages',
  empty: 'No messages yet.',
  toShop: 'Look around',
  readAll: 'Mark all as read',
  unread: 'Unread',
  titles: {
    'order-shipped': 'On its way',
    'order-closed': 'Order closed',
    'after-sale-answered': 'After-sale answered',
    'refund-succeeded': 'Refunded',
    'team-succeeded': 'Team complete',
    'team-failed': 'Team not complete',
    'team-expiring': 'Your team’s time runs out',
    'coupon-expiring': 'Coupons end soon',
    'flash-sale-begins': 'A flash sale begins soon',
    'points-expiring': 'Points end soon',
    'tier-changed': 'Your tier has changed',
    'tier-notice': 'Your tier ends soon',
    'paid-membership-ends': 'Paid membership ends soon',
  },
  texts: {
    'order-shipped': (facts: Facts) =>
      `${text(facts, 'goods')}: ${text(facts, 'companyName')} ${text(facts, 'trackingNo')}`,
    'order-closed': () => 'It was not paid in time. Order again if you still want it.',
    'after-sale-answered': (facts: Facts) => sentence(OUTCOMES_ENGLISH, facts, ': '),
    'refund-succeeded': (facts: Facts) => `${amount(facts)} went back the way it came.`,
    'team-succeeded': (facts: Facts) => `${text(facts, 'goods')} will be sent soon.`,
    'team-failed': (facts: Facts) => `${text(facts, 'goods')}: your money is on its way back.`,
    'team-expiring': (facts: Facts) =>
      `${text(facts, 'goods')}: ${text(facts, 'missing')} more needed.`,
    'coupon-expiring': (facts: Facts) =>
      `${text(facts, 'count')} of your coupons end soon, the first is ${text(facts, 'name')}.`,
    'flash-sale-begins': (facts: Facts) =>
      `${text(facts, 'name')} begins at ${text(facts, 'startsAt')}, Beijing time.`,
    'points-expiring': (facts: Facts) =>
      `${text(facts, 'points')} of your points end at ${text(facts, 'until')}, Beijing time.`,
    'tier-changed': (facts: Facts) =>
      facts.change === 'lowered'
        ? `You are ${text(facts, 'tierName')} now. Coupons you have stay good.`
        : `You have reached ${text(facts, 'tierName')}. Its benefits are yours from now on.`,
    'tier-notice': (facts: Facts) =>
      `${text(facts, 'tierName')} ends at ${text(facts, 'until')}. ${text(facts, 'missing')} more growth keeps it.`,
    'paid-membership-ends': (facts: Facts) =>
      `${text(facts, 'planName')} ends at ${text(facts, 'until')}, Beijing time. It does not renew by itself.`,
  },
};

type Outcomes = Readonly<Record<string, string>>;
const OUTCOMES_CHINESE: Outcomes = {
  approved: '商家已同意您的申请',
  unasked: '商家主动为您退款',
  rejected: '商家未同意您的申请',
  lapsed: '商品未在期限内寄回，申请已关闭',
};
const OUTCOMES_ENGLISH: Outcomes = {
  approved: 'Your request was granted',
  unasked: 'The shop gives you money back',
  rejected: 'Your request was declined',
  lapsed: 'The goods were not sent back in time',
};

export const words = inLanguage(chinese, english);

function text(facts: Facts, name: string): string {
  return String(facts[name] ?? '');
}

function amount(facts: Facts): string {
  return yuanText(fen(Number(facts.amountFen ?? 0)));
}

function sentence(outcomes: Outcomes, facts: Facts, joint: string): string {
  const answer = text(facts, 'answer');
  const outcome = outcomes[text(facts, 'outcome')] ?? '';
  return answer === '' ? outcome : outcome + joint + answer;
}
