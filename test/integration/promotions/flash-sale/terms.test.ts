import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Campaign } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  activityUnits,
  aFlashSale,
  flashInput,
  flashPlaced,
  flashQuoted,
  flashRefusal,
} from '../../../factories/flash-sale.js';
import { aPaidOrder } from '../../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import {
  aBuyer,
  notified,
  orderOf,
  payInSheet,
  paymentIdOf,
  prepaid,
  stockOf,
  type Buyer,
} from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop();
  [operator, buyer] = await Promise.all([anOperator(shop), aBuyer(shop)]);
});
afterAll(() => shop.close());
afterEach(() => expectCleanAudit(shop));

const sale = (terms = {}) => aFlashSale(shop, terms, operator);
describe('the clock and the operator', () => {
  it('case 22: given a slot, then the server’s clock decides its first and its last instant', async () => {
    const at = (ms: number) => new Date(shop.clock.now().getTime() + ms).toISOString();
    const slots = [{ startsAt: at(5_000), endsAt: at(10_000) }];
    const one = await sale({ perPersonMax: 9, campaign: { slots } });
    const answerAfter = (ms: number) => {
      shop.clock.advance(ms);
      return flashRefusal(buyer, one);
    };
    expect(await answerAfter(0)).toBe('CAMPAIGN_NOT_LIVE');
    expect(await answerAfter(4_900)).toBe('CAMPAIGN_NOT_LIVE');
    expect(await answerAfter(99)).toBe('CAMPAIGN_NOT_LIVE');
    expect(await answerAfter(1)).toBeNull();
    expect(await answerAfter(4_999)).toBeNull();
    expect(await answerAfter(1)).toBe('CAMPAIGN_NOT_LIVE');
  });

  it('case 23: given the price is edited while an order is unpaid, then it is paid as it was placed', async () => {
    const one = await sale();
    const { id } = await flashPlaced(buyer, one);
    await prepaid(buyer, id);
    const { campaign } = one.campaign;
    const edited = flashInput(one.skuId, {});
    edited.rule.prices[0]!.priceFen = fen(1_990);
    await operator.put<Campaign>(`/ops/campaigns/${one.campaign.id}`, {
      version: one.campaign.version,
      campaign: { ...campaign, rule: edited.rule },
    });
    const paymentId = await paymentIdOf(shop, id);
    await payInSheet(shop, await prepaid(buyer, id));
    await notified(shop);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', totalFen: 1_990 });
    expect(await paymentIdOf(shop, id)).toBe(paymentId);
    const other = await aBuyer(shop);
    expect(await flashRefusal(other, one)).toBe('QUOTE_CHANGED');
    expect(await flashQuoted(other, one)).toMatchObject({ totalFen: 2_990 });
  });

  it('when more is set apart than there is, then it cannot be published, and says of what', async () => {
    const skuId = (await aPaidOrder(shop, buyer, 1, { priceFen: fen(6_000), stock: 5 })).lines[0]!
      .skuId;
    const draft = await operator.post<Campaign>('/ops/campaigns', {
      ...flashInput(skuId, { stock: 5 }),
      ...{ scope: null, slots: (await sale()).campaign.campaign.slots },
    });
    expect(await operator.get(`/ops/campaigns/${draft.id}/findings`)).toMatchObject([
      { code: 'FLASH_STOCK_EXCEEDS_STOCK', level: 'error', skuId },
    ]);
    const path = `/ops/campaigns/${draft.id}/publish`;
    expect(await operator.refusal('POST', path)).toBe('CAMPAIGN_POLICY');
  });

  it('when units are added or taken away while it runs, then the ordinary stock gives or gets them', async () => {
    const one = await sale({ stock: 10, ordinary: 50, perPersonMax: 4 });
    await flashPlaced(buyer, one, 4);
    const edit = async (stock: number) => {
      const { version, campaign } = await operator.get<Campaign>(
        `/ops/campaigns/${one.campaign.id}`,
      );
      const { rule } = flashInput(one.skuId, { stock, perPersonMax: 4 });
      await operator.put(`/ops/campaigns/${one.campaign.id}`, {
        ...{ version, campaign: { ...campaign, rule } },
      });
      return { ...(await activityUnits(shop, one)), ordinary: await stockOf(shop, one.skuId) };
    };
    expect(await edit(20)).toEqual({ stock: 16, laidOut: 20, ordinary: 30 });
    expect(await edit(2)).toEqual({ stock: 0, laidOut: 4, ordinary: 46 });
  });
});
