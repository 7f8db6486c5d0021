import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aCoupon,
  aFullReduction,
  aGift,
  aNewcomerPrice,
  anOffer,
  goods,
} from '../../../test/factories/offer.js';
import { fen, sumFen } from '../money.js';
import type { Offer } from '../promotions/offer.js';
import type { Goods, Worked } from './apply-offers.js';
import { bestCombination } from './best-combination.js';
import { mayCombine } from './stacking-order.js';

const freightFree = (worked: Worked) => worked.dueFen;
const best = (cart: readonly Goods[], offers: readonly Offer[], totalOf = freightFree) =>
  bestCombination(cart, offers, totalOf);
const dueOf = (cart: readonly Goods[], ...offers: Offer[]) => best(cart, offers).worked.dueFen;
const why = (cart: readonly Goods[], offers: readonly Offer[], offer: Offer) =>
  best(cart, offers).unmet.find((one) => one.offer.id === offer.id)?.unmet.reason;

describe('the stacking order', () => {
  const cart = [goods('a', 100), goods('b', 50)];

  it('given a special price, a reduction and a coupon, then each acts on what is left', () => {
    // 150 → 新人价 a 80 = 130 → 满 120 减 20 = 110 → 满 100 减 15 = 95
    const offers = [aCoupon(15, 100), aFullReduction(120, 20), aNewcomerPrice({ a: 80 })];
    expect(dueOf(cart, ...offers)).toBe(9_500);
  });

  it('given a coupon whose minimum the reduction would undercut, then the better of both', () => {
    const coupon = aCoupon(40, 150);
    const reduction = aFullReduction(100, 10);
    expect(dueOf(cart, reduction, coupon)).toBe(11_000);
    expect(why(cart, [reduction, coupon], reduction)).toBe('another-is-better');
  });

  it('given a special price that takes no coupons, then the coupon acts on the other lines', () => {
    const price = aNewcomerPrice({ a: 10 }, { combinesWith: ['reduction', 'gift'] });
    const coupon = aCoupon(30, 50);
    expect(dueOf(cart, price, coupon)).toBe(3_000);
  });

  it('given nothing but lines a coupon may not touch, then it says so', () => {
    const price = aNewcomerPrice({ a: 10 }, { combinesWith: [] });
    const coupon = aCoupon(30);
    expect(why([goods('a', 100)], [price, coupon], coupon)).toBe('not-combinable');
  });

  it('given two special prices, then each line has the lower', () => {
    const one = aNewcomerPrice({ a: 80, b: 20 });
    const two = aNewcomerPrice({ a: 60, b: 30 });
    expect(dueOf(cart, one, two)).toBe(8_000);
  });

  it('given two coupons that combine and one that does not, then the best legal ones', () => {
    const alone = aCoupon(25, 0, { combinesWith: ['price', 'reduction', 'gift'] });
    expect(dueOf(cart, aCoupon(15), aCoupon(20), alone)).toBe(11_500);
    expect(dueOf(cart, aCoupon(5), aCoupon(10), alone)).toBe(12_500);
  });

  it('given three coupons that combine, then no more than two', () => {
    expect(dueOf(cart, aCoupon(5), aCoupon(10), aCoupon(20))).toBe(12_000);
  });

  it('given ten coupons, then those that save the most are tried, and the rest say so', () => {
    const coupons = [3, 1, 4, 10, 5, 9, 2, 6, 8, 7].map((off) => aCoupon(off));
    expect(dueOf(cart, ...coupons)).toBe(13_100);
    const whys = coupons.map((one) => why(cart, coupons, one));
    expect(whys.flatMap((one, at) => (one === 'too-many-offers' ? [at] : []))).toEqual([1, 6]);
  });

  it('given equals in money, then the gift is taken and the coupon is kept', () => {
    const present = aGift(100, 'c', { combinesWith: [] });
    const reduction = aFullReduction(100, 10, { combinesWith: [] });
    expect(best(cart, [present]).worked.gifts).toHaveLength(1);
    expect(dueOf(cart, present, reduction)).toBe(14_000);
    const freed = aCoupon(0, 0, { rule: { benefit: { kind: 'free-freight' } } });
    expect(best(cart, [freed]).worked.applied).toEqual([]);
  });

  it('given a freed freight, then it weighs against other offers', () => {
    const freed = aCoupon(0, 0, { rule: { benefit: { kind: 'free-freight' } } });
    const off = aCoupon(9, 0, { combinesWith: [] });
    const withFreight = (worked: Worked) => fen(worked.dueFen + (worked.freesFreight ? 0 : 1_000));
    const chosen = best(cart, [{ ...freed, combinesWith: [] }, off], withFreight).worked;
    expect(chosen.applied.map(({ offer }) => offer.id)).toEqual([freed.id]);
  });

  it('given a coupon or a member’s benefit may free the freight, then the coupon is kept', () => {
    const freed = aCoupon(0, 0, { priority: 2, rule: { benefit: { kind: 'free-freight' } } });
    const off = aCoupon(5, 0, { priority: 1 });
    const member = anOffer({ kind: 'member-freight', rule: { perMonth: null } });
    const withFreight = (worked: Worked) => fen(worked.dueFen + (worked.freesFreight ? 0 : 1_000));
    const chosen = best(cart, [freed, off, member], withFreight).worked;
    expect(chosen.applied.map(({ offer }) => offer.id)).toEqual([off.id, member.id]);
  });
});

describe('given any cart and any offers', () => {
  const stages = fc.subarray(['price', 'reduction', 'gift', 'coupon'] as const);
  const skus = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
  const given = fc.record({ combinesWith: stages, skuIds: skus, priority: fc.integer({ max: 3 }) });
  const yuan = fc.integer({ min: 1, max: 300 });
  const offer: fc.Arbitrary<Offer> = fc.oneof(
    fc.tuple(yuan, given).map(([off, more]) => aNewcomerPrice({ a: off, b: off + 1 }, more)),
    fc.tuple(yuan, yuan, given).map(([from, off, more]) => aFullReduction(from, off, more)),
    fc.tuple(yuan, given).map(([from, more]) => aGift(from, 'c', more)),
    fc.tuple(yuan, yuan, given).map(([off, from, more]) => aCoupon(off, from, more)),
  );
  const offers = fc.array(offer, { maxLength: 6 });
  const cart = fc
    .array(
      fc.record({
        yuan: fc.integer({ max: 500, min: 0 }),
        quantity: fc.integer({ min: 1, max: 5 }),
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((lines) =>
      lines.map((line, at) => goods('abc'.charAt(at), line.yuan + 0.37, line.quantity)),
    );

  it('then no discount exceeds its line, and the parts sum to the whole', () =>
    fc.assert(
      fc.property(cart, offers, (lines, all) => {
        const { worked } = best(lines, all);
        for (const line of worked.lines) {
          const off = sumFen(line.discounts.map((one) => one.amountFen));
          expect(line.dueFen).toBeGreaterThanOrEqual(0);
          expect(line.dueFen + off).toBe(line.unitPriceFen * line.quantity);
        }
        expect(worked.dueFen).toBe(sumFen(worked.lines.map((line) => line.dueFen)));
      }),
    ));

  it('then one more offer never makes it dearer', () =>
    fc.assert(
      fc.property(cart, offers, offer, (lines, all, more) => {
        expect(dueOf(lines, ...all, more)).toBeLessThanOrEqual(dueOf(lines, ...all));
      }),
    ));

  it('then the combination is legal, and each offer is applied or says why not', () =>
    fc.assert(
      fc.property(cart, offers, (lines, all) => {
        const { worked, unmet } = best(lines, all);
        for (const { discounts } of worked.lines) {
          for (const [at, { offer }] of discounts.entries()) {
            const earlier = discounts.slice(0, at).map((one) => one.offer);
            expect(earlier.filter((one) => !mayCombine(one, offer))).toEqual([]);
          }
        }
        const said = [...worked.applied, ...unmet].map((one) => one.offer.id).sort();
        expect(said).toEqual(all.map((one) => one.id).sort());
      }),
    ));
});
