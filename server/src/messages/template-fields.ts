import { fen, formatYuan, type Message } from '@siyu/shared';

/** The fields of a template and the fact each of them shows. */
export type TemplateFields = Readonly<Record<string, string>>;

/** Where the operator names none (`WECHAT_SUBSCRIBE_FIELDS`). */
export const DEFAULT_FIELDS: Readonly<Record<Message['kind'], TemplateFields>> = {
  'order-shipped': {
    character_string1: 'orderId',
    thing2: 'goods',
    thing3: 'companyName',
    character_string4: 'trackingNo',
  },
  'order-closed': { character_string1: 'orderId', thing2: 'reason' },
  'after-sale-answered': { character_string1: 'orderId', phrase2: 'outcome', thing3: 'answer' },
  'team-succeeded': { character_string1: 'orderId', thing2: 'goods', thing3: 'outcome' },
  'team-failed': { character_string1: 'orderId', thing2: 'goods', thing3: 'outcome' },
  'team-expiring': { character_string1: 'orderId', thing2: 'goods', number3: 'missing' },
  'refund-succeeded': { character_string1: 'orderId', amount2: 'amountFen', thing3: 'note' },
  'flash-sale-begins': { thing1: 'name', time2: 'startsAt', thing3: 'note' },
  'points-expiring': { number1: 'points', time2: 'until', thing3: 'note' },
  'tier-changed': { thing1: 'tierName', thing2: 'change' },
  'tier-notice': { thing1: 'tierName', time2: 'until', number3: 'missing' },
  'paid-membership-ends': { thing1: 'planName', time2: 'until', thing3: 'note' },
  'coupon-expiring': { thing1: 'name', number2: 'count', thing3: 'note' },
};

/** Chinese for what is a word of ours; WeChat's messages know no other language here. */
const WORDS: Readonly<Record<string, string>> = {
  expired: '超时未付款，订单已关闭',
  cancelled: '订单已取消',
  refunded: '订单已退款并关闭',
  approved: '已同意',
  unasked: '主动退款',
  rejected: '未通过',
  lapsed: '已关闭',
  raised: '会员等级已提升，新权益已生效',
  lowered: '会员等级已调整，优惠券仍可用',
  'team-succeeded': '拼团成功，商品即将发出',
  'team-failed': '拼团未成功，款项将原路退回',
};
const NOTHING_SAID = '点此查看详情';

/** How long each type of field may be, by its key without the number. */
const LENGTH_MAX: Readonly<Record<string, number>> = {
  thing: 20,
  character_string: 32,
  letter: 32,
  number: 32,
  symbol: 5,
  phrase: 5,
  name: 10,
  car_number: 8,
  phone_number: 17,
};

/** What fills a template's fields, in the shapes and lengths WeChat takes. */
export function fillTemplate(
  fields: TemplateFields,
  facts: Message['facts'],
): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, fact]) => [
      key,
      { value: clipped(key, textOf(fact, facts[fact])) },
    ]),
  );
}

function textOf(fact: string, value: string | number | undefined): string {
  if (value === undefined || value === '') return NOTHING_SAID;
  if (fact.endsWith('Fen')) return `${formatYuan(fen(Number(value)))}元`;
  return WORDS[String(value)] ?? String(value);
}

function clipped(key: string, text: string): string {
  const lengthMax = LENGTH_MAX[key.replace(/\d+$/, '')] ?? Infinity;
  const characters = [...text];
  if (characters.length <= lengthMax) return text;
  const isProse = key.startsWith('thing');
  return isProse
    ? `${characters.slice(0, lengthMax - 1).join('')}…`
    : characters.slice(0, lengthMax).join('');
}
