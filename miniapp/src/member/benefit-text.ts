import { inLanguage } from '@/platform/language';
import type { IconName } from '@/ui/icon';
import type { TierBenefit } from './standing';

const TIMES_BPS = 10_000;
const BPS_OF_ONE_TENTH = 1_000;
const BPS_OF_A_PERCENT = 100;

type Wording = (measure: number | null) => string;

const times = (bps: number | null) => (bps ?? TIMES_BPS) / TIMES_BPS;
const tenths = (offBps: number) => (TIMES_BPS - offBps) / BPS_OF_ONE_TENTH;
const percent = (offBps: number) => offBps / BPS_OF_A_PERCENT;

const chinese = {
  'price-off': (off) => (off ? `会员价 ${tenths(off)} 折` : '指定商品会员价'),
  'free-freight': (count) => (count === null ? '购物包邮' : `每月 ${count} 单包邮`),
  'growth-multiplier': (bps) => `成长值 ${times(bps)} 倍`,
  'points-multiplier': (bps) => `积分 ${times(bps)} 倍`,
  'monthly-coupons': (count) => `每月 ${count ?? 1} 张优惠券`,
  'birthday-gift': (count) => `生日礼 ${count ?? 1} 张优惠券`,
  'early-access': (minutes) => `秒杀提前 ${minutes ?? 0} 分钟`,
  'members-only': () => '会员专享商品',
  'return-freight': (count) => (count === null ? '退货运费补贴' : `每月 ${count} 次退货运费补贴`),
} satisfies Record<string, Wording>;

const english: Record<keyof typeof chinese, Wording> = {
  'price-off': (off) => (off ? `${percent(off)}% off` : 'Member prices on some goods'),
  'free-freight': (count) =>
    count === null ? 'Free delivery' : `${count} free deliveries a month`,
  'growth-multiplier': (bps) => `${times(bps)} × growth`,
  'points-multiplier': (bps) => `${times(bps)} × points`,
  'monthly-coupons': (count) => `Coupons every month: ${count ?? 1}`,
  'birthday-gift': (count) => `Birthday coupons: ${count ?? 1}`,
  'early-access': (minutes) => `Flash sales ${minutes ?? 0} minutes early`,
  'members-only': () => 'Goods for members only',
  'return-freight': (count) =>
    count === null ? 'Return freight paid' : `Return freight paid, a month: ${count}`,
};

const ICONS: Record<keyof typeof chinese, IconName> = {
  'price-off': 'tag',
  'free-freight': 'truck',
  'growth-multiplier': 'rise',
  'points-multiplier': 'points',
  'monthly-coupons': 'coupon',
  'birthday-gift': 'gift',
  'early-access': 'clock',
  'members-only': 'parcel',
  'return-freight': 'return',
};

const texts: Readonly<Record<string, Wording | undefined>> = inLanguage(chinese, english);
const icons: Readonly<Record<string, IconName | undefined>> = ICONS;

/** What a benefit gives; null for a kind of a newer server, which is not shown. */
export function benefitText({ kind, measure }: TierBenefit): string | null {
  return texts[kind]?.(measure) ?? null;
}

export function benefitIcon(kind: string): IconName {
  return icons[kind] ?? 'check';
}
