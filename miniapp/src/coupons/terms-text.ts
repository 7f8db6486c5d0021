import { fen, type ClaimableCoupon, type CouponTerms } from '@siyu/shared';
import { nearMomentText } from '@/ui/moment';
import { yuanText } from '@/ui/price';
import { words } from './wording';

const BPS_OF_ONE_TENTH = 1_000;

type Worth = Pick<CouponTerms, 'benefit' | 'minimumFen'>;

/** What it is worth, to be read first: `¥20`, `8.5 折`, `免运费`. */
export function worthText({ benefit }: Pick<Worth, 'benefit'>): string {
  if (benefit.kind === 'amount') return yuanText(benefit.offFen);
  if (benefit.kind === 'free-freight') return words.freight;
  if (benefit.kind === 'exchange') return words.exchange;
  return words.off(String((10_000 - benefit.offBps) / BPS_OF_ONE_TENTH));
}

/** From how much on, and how much at most. */
export function conditionText({ benefit, minimumFen }: Worth): string {
  const from = minimumFen === 0 ? words.noMinimum : words.from(yuanText(minimumFen));
  if (benefit.kind !== 'percent' || benefit.capFen === null) return from;
  return `${from} · ${words.cap(yuanText(benefit.capFen))}`;
}

/** In one short line: `满 ¥100 减 ¥20`'s parts, for a chip. */
export function chipText(terms: Worth): string {
  return `${worthText(terms)} ${conditionText({ ...terms, benefit: { kind: 'amount', offFen: fen(0) } })}`;
}

/** When one claimed now could be used. */
export function validityText(validity: ClaimableCoupon['validity']): string {
  if (validity.kind === 'relative') return words.forDays(validity.days);
  return words.between(nearMomentText(validity.from), nearMomentText(validity.until));
}

export function scopeText({ scope }: Pick<CouponTerms, 'scope'>): string {
  return scope === null ? words.wholeShop : words.someGoods;
}
