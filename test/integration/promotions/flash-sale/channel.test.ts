import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FlashChannel, FlashReminder, Message, Page, ProductFlashSale } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  aFlashSale,
  flashPaid,
  flashPlaced,
  type FlashTerms,
} from '../../../factories/flash-sale.js';
import { client } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aBuyer, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { statementsOf } from '../../../factories/statements.js';

const HOUR_MS = 3_600_000;

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop({
    WECHAT_SUBSCRIBE_TEMPLATES: JSON.stringify({ 'flash-sale-begins': 'template-flash' }),
  });
  [operator, buyer] = await Promise.all([anOperator(shop), aBuyer(shop)]);
});
afterAll(() => shop.close());
afterEach(() => expectCleanAudit(shop));

const after = (hours: number) => new Date(shop.clock.now().getTime() + hours * HOUR_MS);
/** A sale whose slot begins so many hours from now and lasts one. */
const saleIn = (hours: number, terms: FlashTerms = {}) => {
  const slots = [{ startsAt: after(hours).toISOString(), endsAt: after(hours + 1).toISOString() }];
  return aFlashSale(shop, { ...terms, campaign: { slots } }, operator);
};
/** What is remembered for a second is asked anew under an address of its own. */
let asked = 0;
const channel = () => client(shop.url).get<FlashChannel>(`/shop/flash-sales?${++asked}`);
const productOf = async (skuId: string): Promise<string> => {
  const [found] = await shop.db.query('SELECT product_id AS id FROM sku WHERE id = ?', [skuId]);
  return (found as { id: string }).id;
};

describe('the channel of flash sales', () => {
  it('given slots of today and tomorrow, then they are there by start, and later ones are not', async () => {
    const tomorrow = await saleIn(20);
    const soon = await saleIn(1);
    const later = await saleIn(40);
    const { slots, serverTime } = await channel();
    const ids = slots.map(({ campaignId }) => campaignId);
    expect(ids.indexOf(soon.campaign.id)).toBeLessThan(ids.indexOf(tomorrow.campaign.id));
    expect(ids).not.toContain(later.campaign.id);
    expect(serverTime).toBe(shop.clock.now().toISOString());
  });

  it('given units are taken, then the share that is sold shows, and when nothing is left', async () => {
    const sale = await saleIn(0, { stock: 3, perPersonMax: 2 });
    const goods = async () => {
      const { slots } = await channel();
      return slots.find(({ campaignId }) => campaignId === sale.campaign.id)?.goods[0];
    };
    expect(await goods()).toMatchObject({
      ...{ skuId: sale.skuId, priceFen: 990, ordinaryPriceFen: 6_000, struckFen: null },
      ...{ soldBps: 0, soldOut: false },
    });
    await flashPlaced(buyer, sale, 2);
    expect(await goods()).toMatchObject({ soldBps: 6_666, soldOut: false });
    await flashPaid(shop, await aBuyer(shop), sale, 1);
    expect(await goods()).toMatchObject({ soldBps: 10_000, soldOut: true });
  });

  it('given it was answered within a second, then it takes no statement', async () => {
    const look = () => client(shop.url).get('/shop/flash-sales');
    await look();
    expect((await statementsOf(shop, look)).statements).toBe(0);
  });

  it('given a product, then its own slot is shown on its page, the running one first', async () => {
    const sale = await saleIn(2);
    const path = `/shop/products/${await productOf(sale.skuId)}/flash-sale`;
    const { slot } = await client(shop.url).get<ProductFlashSale>(path);
    expect(slot).toMatchObject({
      ...{ campaignId: sale.campaign.id, startsAt: after(2).toISOString(), perPersonMax: 1 },
      goods: [{ skuId: sale.skuId, priceFen: 990 }],
    });
    await operator.post(`/ops/campaigns/${sale.campaign.id}/end`);
    await shop.settle();
    const { slot: none } = await client(shop.url).get<ProductFlashSale>(`${path}?${++asked}`);
    expect(none).toBeNull();
  });
});

describe('a reminder', () => {
  const ask = (by: Buyer, campaignId: string, startsAt: Date) =>
    by.refusal('POST', `/shop/flash-sales/${campaignId}/reminders`, {
      body: { startsAt: startsAt.toISOString() },
    });
  const told = async (by: Buyer) => {
    await shop.settle();
    const { items } = await by.get<Page<Message>>('/shop/messages');
    return items.filter(({ kind }) => kind === 'flash-sale-begins');
  };

  it('given it was asked for twice, then it comes once, five minutes before', async () => {
    const someone = await aBuyer(shop);
    const startsAt = after(1);
    const { campaign } = await saleIn(1);
    expect(await ask(someone, campaign.id, startsAt)).toBeNull();
    expect(await ask(someone, campaign.id, startsAt)).toBeNull();
    expect(await someone.get<FlashReminder[]>('/shop/flash-sales/reminders')).toEqual([
      { campaignId: campaign.id, startsAt: startsAt.toISOString() },
    ]);
    shop.clock.advance(54 * 60_000);
    expect(await told(someone)).toEqual([]);
    shop.clock.advance(60_000);
    expect(await told(someone)).toMatchObject([
      { facts: { campaignId: campaign.id, name: '整点秒杀' } },
    ]);
    shop.clock.advance(60_000);
    expect(await told(someone)).toHaveLength(1);
    expect(await someone.get('/shop/flash-sales/reminders')).toEqual([]);
  });

  it('given the sale was ended meanwhile, then nobody is told', async () => {
    const someone = await aBuyer(shop);
    const startsAt = after(1);
    const { campaign } = await saleIn(1);
    await ask(someone, campaign.id, startsAt);
    await operator.post(`/ops/campaigns/${campaign.id}/end`);
    shop.clock.advance(56 * 60_000);
    expect(await told(someone)).toEqual([]);
  });

  it('given a slot that is not announced yet, runs, or is none, then there is nothing to ask for', async () => {
    const far = await saleIn(30);
    const running = await saleIn(0);
    expect(await ask(buyer, far.campaign.id, after(30))).toBe('CAMPAIGN_NOT_LIVE');
    expect(await ask(buyer, running.campaign.id, after(0))).toBe('CAMPAIGN_NOT_LIVE');
    expect(await ask(buyer, far.campaign.id, after(31))).toBe('CAMPAIGN_NOT_LIVE');
  });
});
