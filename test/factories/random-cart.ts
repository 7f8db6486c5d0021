import fc from 'fast-check';
import type { FreightRule } from '../../shared/src/pricing/freight.js';
import type { QuoteInput } from '../../shared/src/pricing/quote-input.js';
import type { QuotedSku } from '../../shared/src/pricing/quoted-sku.js';
import { STAGES, type PromotionKind } from '../../shared/src/pricing/stacking-order.js';
import type { Offer } from '../../shared/src/promotions/offer.js';
import { fen } from '../../shared/src/money.js';

const SKUS = ['a', 'b', 'c', 'd'] as const;
const money = (max: number) => fc.integer({ min: 0, max }).map(fen);
const prices = fc.uniqueArray(
  fc.record({ skuId: fc.constantFrom(...SKUS), priceFen: money(20_000) }),
  {
    selector: (one) => one.skuId,
    minLength: 1,
  },
);
const reduction = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), offFen: money(9_000) }),
  fc.record({ kind: fc.constant('percent' as const), offBps: fc.integer({ min: 1, max: 10_000 }) }),
);
const from = fc.integer({ min: 1, max: 30_000 });
const counts = fc.constantFrom('fen' as const, 'units' as const);
const gifts = fc.array(
  fc.record({ skuId: fc.constantFrom('g', 'h', 'a'), quantity: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 2 },
);
const ascending = <T extends { from: number }>(tiers: T[], units: boolean) =>
  tiers
    .map((tier) => ({ ...tier, from: units ? (tier.from % 6) + 1 : tier.from }))
    .sort((a, b) => a.from - b.from);

/** A rule of each kind, as the server sends it. */
const RULES: Record<PromotionKind, fc.Arbitrary<unknown>> = {
  newcomer: fc.record({ prices, freesFreight: fc.boolean() }),
  'flash-sale': fc.record({ prices }),
  'group-buy': fc.record({
    prices: prices.map((all) => all.map((one) => ({ ...one, leaderPriceFen: null }))),
    seat: fc.constantFrom('leader', 'member'),
  }),
  'full-reduction': fc
    .tuple(
      counts,
      fc.array(fc.record({ from, reduction }), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([by, tiers, again]) => ({
      ...{ counts: by, tiers: ascending(tiers, by === 'units') },
      repeats: again && tiers.length === 1,
    })),
  'mix-and-match': fc.record({ quantity: fc.integer({ min: 2, max: 6 }), priceFen: money(30_000) }),
  gift: fc
    .tuple(
      counts,
      fc.array(fc.record({ from, gifts }), { minLength: 1, maxLength: 2 }),
      fc.boolean(),
    )
    .map(([by, tiers, same]) =>
      same
        ? { counts: 'units', tiers: [{ from: 2, gifts: [] }], repeats: true, givesTheSame: true }
        : {
            counts: by,
            tiers: ascending(tiers, by === 'units'),
            repeats: false,
            givesTheSame: false,
          },
    ),
  'member-price': fc.record({ prices, offBps: fc.integer({ min: 0, max: 9_000 }) }),
  'member-freight': fc.record({ perMonth: fc.constant(null) }),
  coupon: fc.record({
    minimumFen: money(30_000),
    benefit: fc.oneof(
      fc.record({ kind: fc.constant('amount'), offFen: money(9_000) }),
      fc.record({
        kind: fc.constant('percent'),
        offBps: fc.integer({ min: 1, max: 9_900 }),
        capFen: fc.option(money(5_000)),
      }),
      fc.record({ kind: fc.constantFrom('free-freight', 'exchange') }),
    ),
  }),
};

const kind = fc.constantFrom(...(Object.keys(RULES) as PromotionKind[]));

/** An offer of any kind, that covers some SKUs and combines with some stages. */
export const anyOffer: fc.Arbitrary<Offer> = kind.chain((of) =>
  fc
    .record({
      rule: RULES[of],
      number: fc.integer({ min: 1, max: 1_000_000 }),
      priority: fc.integer({ min: 0, max: 3 }),
      combinesWith: fc.subarray([...STAGES]),
      skuIds: fc.subarray([...SKUS], { minLength: 1 }),
      allowance: fc.option(fc.integer({ min: 0, max: 5 })),
      worthMaxFen: fc.option(money(20_000)),
    })
    .map(({ number, ...given }) => {
      const id = `${of}-${number}`;
      const couponId = of === 'coupon' ? id : null;
      return {
        ...{ id, campaignId: id, couponId, kind: of, name: id, required: false },
        ...{ ...given, endsAt: '2026-12-31T16:00:00.000Z' },
      };
    }),
);

const aSku = (skuId: string, unitPriceFen: number, stock: number): QuotedSku => ({
  ...{ skuId, productId: `of-${skuId}`, title: skuId, optionText: '', pictureUrl: null },
  ...{ unitPriceFen: fen(unitPriceFen), stock, onSale: true, returnable: true, perOrderMax: null },
});

const freightRule: fc.Arbitrary<FreightRule> = fc.record({
  flatFen: money(1_500),
  freeAboveFen: fc.option(money(30_000)),
  notDelivered: fc.constant(['西藏']),
});

/** A cart of one to four lines and what is offered for it, plain JSON. */
export const anyCart: fc.Arbitrary<QuoteInput & { offers: Offer[] }> = fc.record({
  lines: fc
    .array(
      fc.record({
        unitPriceFen: fc.integer({ min: 0, max: 30_000 }),
        quantity: fc.integer({ min: 1, max: 5 }),
        stock: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 1, maxLength: SKUS.length },
    )
    .map((lines) =>
      lines.map(({ unitPriceFen, quantity, stock }, at) => ({
        sku: aSku(SKUS[at] ?? 'a', unitPriceFen, stock),
        quantity,
      })),
    ),
  freightRule,
  province: fc.constantFrom(null, '浙江省', '西藏自治区'),
  offers: fc.uniqueArray(anyOffer, { maxLength: 5, selector: (one) => one.id }),
  couponIds: fc.constantFrom(null, null, []),
  giftSkus: fc.constant({ g: aSku('g', 3_900, 2), h: aSku('h', 100, 0) }),
});
