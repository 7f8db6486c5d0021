import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message, Page } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { anOperator } from '../../../factories/operator.js';
import { onSale, paidMembershipOf, planBought } from '../../../factories/paid-plan.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import { aShopper, type TestShopper } from '../../../factories/shopper.js';

const PATH = '/shop/paid-membership/reminder';
/** The end of a month that began at noon of 18 November, and five days before. */
const END = new Date('2026-12-18T16:00:00.000Z');
const FIVE_DAYS_BEFORE = new Date('2026-12-13T16:00:00.000Z');

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

/** What a member of a month was told by an instant; `asks` is what they do when they have bought. */
async function told(at: Date, asks: (ann: TestShopper) => Promise<unknown>): Promise<unknown[]> {
  shop.clock.set(NOON);
  const month = await onSale(await anOperator(shop));
  const ann = await aShopper(shop);
  await planBought(shop, ann, month);
  expect((await paidMembershipOf(ann)).reminderWanted).toBe(false);
  await asks(ann);
  shop.clock.set(at);
  await shop.settle();
  await shop.settle();
  const later = await aShopper(shop, { openid: ann.openid });
  const { items } = await later.get<Page<Message>>('/shop/messages');
  return items.map(({ kind, facts }) => [kind, facts]);
}

describe('given a month of paid membership', () => {
  it('when its owner asked for it, then they are told five days before the end, once', async () => {
    const asked = (ann: TestShopper) => ann.put(PATH, { wanted: true });
    expect(await told(FIVE_DAYS_BEFORE, asked)).toEqual([
      ['paid-membership-ends', { planName: '月卡', until: '2026年12月19日 00:00' }],
    ]);
  });

  it('when it is an instant earlier, then not yet', async () => {
    const early = new Date(FIVE_DAYS_BEFORE.getTime() - 1);
    expect(await told(early, (ann) => ann.put(PATH, { wanted: true }))).toEqual([]);
  });

  it('when nobody asked, or not any more, then nobody is told', async () => {
    expect(await told(END, () => Promise.resolve())).toEqual([]);
    const changed = async (ann: TestShopper) => {
      await ann.put(PATH, { wanted: true });
      await ann.put(PATH, { wanted: false });
    };
    expect(await told(FIVE_DAYS_BEFORE, changed)).toEqual([]);
  });

  it('when another term follows, then only the end of that is told', async () => {
    const renewed = async (ann: TestShopper) => {
      await ann.put(PATH, { wanted: true });
      await planBought(shop, ann, await onSale(await anOperator(shop)));
      expect((await paidMembershipOf(ann)).reminderWanted).toBe(true);
    };
    expect(await told(FIVE_DAYS_BEFORE, renewed)).toEqual([]);
    expect(await told(new Date('2027-01-14T16:00:00.000Z'), renewed)).toHaveLength(1);
  });

  /** Buys another month, at once or five days before the end, and gives it back then. */
  const givesAnotherBack = async ({ openid }: TestShopper, atOnce: boolean) => {
    shop.clock.set(atOnce ? NOON : FIVE_DAYS_BEFORE);
    const ann = await aShopper(shop, { openid });
    const { id } = await planBought(shop, ann, await onSale(await anOperator(shop)));
    shop.clock.set(FIVE_DAYS_BEFORE);
    await shop.settle();
    const today = await aShopper(shop, { openid });
    await today.post(`/shop/plan-purchases/${id}/refund`, { shownAmountFen: 3_000 });
  };

  it('when the one that followed is given back after that day, then the end is told after all', async () => {
    const gives = async (ann: TestShopper) => {
      await ann.put(PATH, { wanted: true });
      await givesAnotherBack(ann, true);
    };
    expect(await told(FIVE_DAYS_BEFORE, gives)).toMatchObject([
      ['paid-membership-ends', { until: '2026年12月19日 00:00' }],
    ]);
  });

  it('when it was told, and another was bought and given back since, then not once more', async () => {
    const gives = async (ann: TestShopper) => {
      await ann.put(PATH, { wanted: true });
      shop.clock.set(FIVE_DAYS_BEFORE);
      await shop.settle();
      await givesAnotherBack(ann, false);
    };
    expect(await told(FIVE_DAYS_BEFORE, gives)).toHaveLength(1);
  });
});
