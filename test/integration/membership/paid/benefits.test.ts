import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberCard, PaidPlansView } from '@siyu/shared';
import { Sweeps } from '../../../../server/src/platform/sweeps.js';
import { fen } from '../../../../shared/src/money.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { anotherInstance } from '../../../factories/instance.js';
import { couponCampaign, inTab } from '../../../factories/coupon.js';
import { aSkuFor } from '../../../factories/fulfilment.js';
import { aLadder, aTier, grown, withRules } from '../../../factories/membership.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aPaidPlan, onSale, planBought, tenthOff } from '../../../factories/paid-plan.js';
import { aBuyer, quoted, type Buyer } from '../../../factories/purchase.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import { aShopper } from '../../../factories/shopper.js';
import { statementsOf } from '../../../factories/statements.js';

const MONTH_END = '2026-12-18T16:00:00.000Z';

let shop: TestShop;
let operator: TestOperator;
let skuId: string;
let reserved: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  skuId = await aSkuFor(shop, { priceFen: fen(20_000), stock: 500 });
  reserved = await aSkuFor(shop, { priceFen: fen(3_000), stock: 500 });
  const tiers = [aTier('regular', 0), aTier('silver', 100, tenthOff(500))];
  await withRules(shop, aLadder({ tiers }), operator);
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

const one = (sku = skuId) => [{ skuId: sku, quantity: 1 }];
const only = (sku: string) => ({ productIds: [], skuIds: [sku], categoryIds: [] });
const freshSession = async (ann: Buyer): Promise<Buyer> => ({
  ...ann,
  ...(await aShopper(shop, { openid: ann.openid })),
});

describe('given a month with a tenth off and free freight', () => {
  const benefits = [tenthOff(), { kind: 'free-freight' as const, perMonth: 2 }];

  it('then the quote takes it off for whoever bought it, and for nobody else', async () => {
    const plan = await onSale(operator, aPaidPlan({ benefits }));
    const [ann, bo] = [await aBuyer(shop), await aBuyer(shop)];
    await planBought(shop, ann, plan);
    expect(await quoted(ann, one())).toMatchObject({
      ...{ discountFen: 2_000, freight: { feeFen: 0 } },
      offers: [{ name: '月卡专享价', kind: 'member-price', endsAt: MONTH_END }, {}],
    });
    expect(await quoted(bo, one())).toMatchObject({ discountFen: 0 });
  });

  it('given a tier that gives less, then the plan is what counts, and the card says whose it is', async () => {
    const ann = await aBuyer(shop);
    await grown(shop, ann.id, 100);
    expect(await quoted(ann, one())).toMatchObject({ discountFen: 1_000 });
    await planBought(shop, ann, await onSale(operator, aPaidPlan({ benefits })));
    expect(await quoted(ann, one())).toMatchObject({ discountFen: 2_000 });
    const card = await ann.get<MemberCard>('/shop/member');
    expect(card.benefits).toContainEqual({
      ...{ kind: 'free-freight', from: '月卡', measure: 2 },
      ...{ usedThisMonth: 0, leftThisMonth: 2 },
    });
  });

  it('when the plan is edited, then whoever bought it keeps what they bought', async () => {
    const plan = await onSale(operator, aPaidPlan({ benefits }));
    const ann = await aBuyer(shop);
    await planBought(shop, ann, plan);
    const less = { version: 1, plan: aPaidPlan({ benefits: [tenthOff(100)], name: '改' }) };
    await operator.put(`/ops/paid-plans/${plan.id}`, less);
    expect(await quoted(ann, one())).toMatchObject({ discountFen: 2_000 });
  });

  it('when the last instant has passed, then it gives nothing more', async () => {
    const ann = await aBuyer(shop);
    await planBought(shop, ann, await onSale(operator, aPaidPlan({ benefits })));
    shop.clock.set(new Date('2026-12-18T15:59:59.999Z'));
    const last = await freshSession(ann);
    expect(await quoted(last, one())).toMatchObject({ discountFen: 2_000 });
    shop.clock.advance(1);
    expect(await quoted(last, one())).toMatchObject({ discountFen: 0 });
    shop.clock.set(NOON);
  });

  it('given goods for members of a plan, then nobody else may buy them', async () => {
    const keeps = { kind: 'members-only' as const, scope: only(reserved) };
    const plan = await onSale(operator, aPaidPlan({ benefits: [keeps] }));
    const [ann, bo] = [await aBuyer(shop), await aBuyer(shop)];
    await planBought(shop, ann, plan);
    const whyNot = async (who: Buyer) => (await quoted(who, one(reserved))).refusal;
    expect(await whyNot(ann)).toBeNull();
    expect(await whyNot(bo)).toBe('MEMBERS_ONLY');
    const withdrawn = { version: 1, plan: aPaidPlan({ benefits: [], offered: false }) };
    await operator.put(`/ops/paid-plans/${plan.id}`, withdrawn);
    expect([await whyNot(ann), await whyNot(bo)]).toEqual([null, 'MEMBERS_ONLY']);
  });

  it('given a plan for which goods are kept is withdrawn and nobody has it, then they are free', async () => {
    const sku = await aSkuFor(shop, { priceFen: fen(3_000), stock: 5 });
    const benefits = [{ kind: 'members-only' as const, scope: only(sku) }];
    const { id } = await onSale(operator, aPaidPlan({ benefits }));
    const bo = await aBuyer(shop);
    expect((await quoted(bo, one(sku))).refusal).toBe('MEMBERS_ONLY');
    const withdrawn = { version: 1, plan: aPaidPlan({ benefits, offered: false }) };
    await operator.put(`/ops/paid-plans/${id}`, withdrawn);
    expect((await quoted(bo, one(sku))).refusal).toBeNull();
  });

  it('then a quote takes one statement more than a tier alone', async () => {
    const ann = await aBuyer(shop);
    await quoted(ann, one());
    const { statements } = await statementsOf(shop, () => quoted(ann, one()));
    expect(statements).toBe(4);
  });
});

describe('given a quarter with a coupon a month', () => {
  it('then it comes at once and each month on, once whoever looks, and three times', async () => {
    const other = await anotherInstance(shop);
    const until = { slots: [{ startsAt: NOON.toISOString(), endsAt: '2027-06-01T00:00:00.000Z' }] };
    const rule = { claim: 'granted' as const, perPersonMax: 9 };
    const { id } = await couponCampaign(shop, operator, rule, until);
    const coupons = { kind: 'monthly-coupons' as const, campaignIds: [id] };
    const quarter = aPaidPlan({ period: 'quarter', benefits: [coupons] });
    const ann = await aBuyer(shop);
    await planBought(shop, ann, await onSale(operator, quarter));
    const grants = async () => {
      const sql = 'SELECT COUNT(*) AS n FROM coupon WHERE shopper_id = ?';
      return ((await shop.db.query(sql, [ann.id])) as { n: number }[])[0]!.n;
    };
    expect(await inTab(ann, 'usable')).toHaveLength(1);
    const counts: number[] = [];
    for (const day of ['2026-12-18', '2026-12-19', '2027-01-19', '2027-02-19', '2027-03-19']) {
      shop.clock.set(new Date(`${day}T04:00:00.000Z`));
      const instances = [shop.app, other.app];
      await Promise.all(instances.map((app) => app.get(Sweeps, { strict: false }).runNow()));
      await shop.settle();
      counts.push(await grants());
    }
    expect(counts).toEqual([1, 2, 3, 3, 3]);
    shop.clock.set(NOON);
    await other.close();
  });
});

describe('given someone looks at the plans', () => {
  it('then each benefit stands beside what their tier gives anyway', async () => {
    const tier = await aBuyer(shop);
    await grown(shop, tier.id, 100);
    const benefits = [tenthOff(500), { kind: 'free-freight' as const, perMonth: 3 }];
    const { id } = await onSale(operator, aPaidPlan({ benefits, period: 'quarter', position: 9 }));
    const { plans, tierName, fullRefundDays } = await tier.get<PaidPlansView>('/shop/paid-plans');
    expect({ tierName, fullRefundDays }).toEqual({ tierName: 'silver', fullRefundDays: 7 });
    expect(plans.find((one) => one.id === id)).toMatchObject({
      ...{ priceFen: 3_000, monthlyFen: 1_000, hiddenOn: ['ios'] },
      benefits: [
        { kind: 'price-off', measure: 500, tierMeasure: 500, tierHasKind: true, addsToTier: false },
        {
          kind: 'free-freight',
          measure: 3,
          tierMeasure: null,
          tierHasKind: false,
          addsToTier: true,
        },
      ],
    });
  });
});
