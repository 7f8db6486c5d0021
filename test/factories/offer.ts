import { fen } from '../../shared/src/money.js';
import type { CouponRule } from '../../shared/src/promotions/coupon.js';
import type { FullReductionRule } from '../../shared/src/promotions/full-reduction.js';
import type { GiftRule } from '../../shared/src/promotions/gift.js';
import type { Offer, OpenLine } from '../../shared/src/promotions/offer.js';
import { STAGES } from '../../shared/src/pricing/stacking-order.js';
import type { Goods } from '../../shared/src/pricing/apply-offers.js';

let made = 0;

/** Goods of one line; SKUs are short names, which rules do not mind. */
export function goods(skuId: string, yuan: number, quantity = 1): Goods {
  return { skuId, quantity, unitPriceFen: fen(Math.round(yuan * 100)) };
}

/** Lines that no offer has touched yet: SKU, unit price in yuan, units. */
export function openLines(...lines: [string, number, number?][]): OpenLine[] {
  return lines.map(([skuId, yuan, quantity = 1]) => {
    const line = goods(skuId, yuan, quantity);
    return { ...line, dueFen: fen(line.unitPriceFen * quantity) };
  });
}

/** An offer that combines with everything and covers the SKUs a, b and c. */
export function anOffer<Rule>(
  given: Pick<Offer<Rule>, 'kind' | 'rule'> & Partial<Offer<Rule>>,
): Offer<Rule> {
  const id = given.id ?? `offer-${++made}`;
  return {
    ...{ id, campaignId: id, couponId: null, name: id, priority: 0, combinesWith: STAGES },
    ...{
      skuIds: ['a', 'b', 'c'],
      allowance: null,
      worthMaxFen: null,
      required: false,
      endsAt: '2026-12-31T16:00:00.000Z',
    },
    ...given,
  };
}

/** 新人价: these SKUs at these prices in yuan. */
export function aNewcomerPrice(yuan: Record<string, number>, given: Partial<Offer> = {}): Offer {
  const prices = Object.entries(yuan).map(([skuId, price]) => ({
    skuId,
    priceFen: fen(Math.round(price * 100)),
  }));
  const rule = { windowDays: 3, prices, freesFreight: false, newcomersOnly: false };
  return anOffer({ kind: 'newcomer', rule, skuIds: Object.keys(yuan), ...given });
}

/** 满减: `off` yuan less from `from` yuan on. */
export function aFullReduction(
  from: number,
  off: number,
  { rule, ...given }: Partial<Offer<Partial<FullReductionRule>>> = {},
): Offer<FullReductionRule> {
  const reduction = { kind: 'amount' as const, offFen: fen(off * 100) };
  const tiers = [{ from: from * 100, reduction }];
  const whole: FullReductionRule = { counts: 'fen', tiers, repeats: false, ...rule };
  return anOffer({ kind: 'full-reduction', ...given, rule: whole });
}

/** 满赠: a unit of `skuId` from `from` yuan on. */
export function aGift(
  from: number,
  skuId: string,
  { rule, ...given }: Partial<Offer<Partial<GiftRule>>> = {},
): Offer<GiftRule> {
  const tiers = [{ from: from * 100, gifts: [{ skuId, quantity: 1 }] }];
  const plain: GiftRule = {
    ...{ counts: 'fen', tiers, repeats: false },
    ...{ givesTheSame: false, onRefund: 'return' },
  };
  return anOffer({ kind: 'gift', ...given, rule: { ...plain, ...rule } });
}

/** A coupon in hand: `off` yuan less from `minimum` yuan on. */
export function aCoupon(
  off: number,
  minimum = 0,
  { rule, ...given }: Partial<Offer<Partial<CouponRule>>> = {},
): Offer<CouponRule> {
  const id = `coupon-${++made}`;
  const benefit = { kind: 'amount' as const, offFen: fen(off * 100) };
  const plain: CouponRule = { benefit, minimumFen: fen(minimum * 100) };
  const offer = anOffer({ kind: 'coupon', ...given, rule: { ...plain, ...rule } });
  return { ...offer, id, couponId: id };
}
