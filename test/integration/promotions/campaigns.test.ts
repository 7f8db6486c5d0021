import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, Campaign, Page, PolicyFinding } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { aCampaign, published } from '../../factories/campaign.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  aRequest,
  orderOf,
  paid,
  placed,
  quoted,
  skuOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { fen } from '../../../shared/src/money.js';

describe('given a shop with campaigns', () => {
  let shop: TestShop;
  let operator: TestOperator;
  let buyer: Buyer;
  beforeAll(async () => {
    shop = await aShop();
    [operator, buyer] = await Promise.all([anOperator(shop), aBuyer(shop)]);
  });
  afterAll(() => shop.close());
  afterEach(() => expectCleanAudit(shop));

  /** A SKU of ¥60 of its own, with 满 100 减 20 on it alone. */
  const reduced = async (given: object = {}) => {
    const handle = aHandle();
    await stocked(shop, aProduct({ handle, skus: [aSku({ priceFen: fen(6_000), stock: 50 })] }));
    const skuId = await skuOf(shop, handle);
    const tiers = [{ from: 10_000, reduction: { kind: 'amount' as const, offFen: fen(2_000) } }];
    const campaign = await published(
      shop,
      {
        kind: 'full-reduction',
        name: '满 100 减 20',
        scope: { productIds: [], skuIds: [skuId], categoryIds: [] },
        rule: { counts: 'fen', tiers },
        ...given,
      },
      operator,
    );
    return { skuId, campaign };
  };
  const change = (id: string, what: string) => operator.post(`/ops/campaigns/${id}/${what}`);

  it('when the threshold is met, then the order costs less, by parts that are exact', async () => {
    const { skuId, campaign } = await reduced();
    const short = await quoted(buyer, [{ skuId, quantity: 1 }]);
    expect(short.offers[0]).toMatchObject({
      ...{ applied: false, reason: 'threshold', next: { missingFen: 4_000, savesFen: 2_000 } },
    });
    const order = await paid(shop, buyer, [{ skuId, quantity: 2 }]);
    expect(order).toMatchObject({ goodsFen: 12_000, discountFen: 2_000, totalFen: 10_000 });
    const [use] = await shop.db.query('SELECT * FROM promotion_use WHERE order_id = ?', [order.id]);
    expect(use).toMatchObject({ campaign_id: campaign.id, state: 'used', saved_fen: 2_000 });
  });

  it('when an order closes unpaid, then budget and uses are there again', async () => {
    const { skuId } = await reduced({ usesMax: 1, budgetFen: fen(2_000) });
    const other = await aBuyer(shop);
    const { id } = await placed(buyer, [{ skuId, quantity: 2 }]);
    await expect(placed(other, [{ skuId, quantity: 2 }])).rejects.toThrow('CAMPAIGN_EXHAUSTED');
    await buyer.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
    expect((await placed(other, [{ skuId, quantity: 2 }])).totalFen).toBe(10_000);
  });

  it('when ten buy at once from a budget for three, then three do', async () => {
    const { skuId } = await reduced({ budgetFen: fen(6_000) });
    const buyers = await Promise.all(Array.from({ length: 10 }, () => aBuyer(shop)));
    const requests = await Promise.all(
      buyers.map(async (one) => aRequest(one, [{ skuId, quantity: 2 }])),
    );
    const answers = await Promise.all(
      buyers.map((one, at) => one.refusal('POST', '/shop/orders', { body: requests[at] })),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(3);
    expect(new Set(answers)).toEqual(new Set([null, 'CAMPAIGN_EXHAUSTED']));
  });

  it('when a person has had their share, then the next order goes without', async () => {
    const { skuId } = await reduced({ usesPerPersonMax: 1 });
    expect((await placed(buyer, [{ skuId, quantity: 2 }])).totalFen).toBe(10_000);
    const again = await quoted(buyer, [{ skuId, quantity: 2 }]);
    expect(again).toMatchObject({ totalFen: 12_000, offers: [{ reason: 'allowance-used' }] });
  });

  it('case 03: when it is paid after it closed, then what it was promised is held again', async () => {
    const { skuId } = await reduced({ usesMax: 1 });
    const { id } = await placed(buyer, [{ skuId, quantity: 2 }]);
    await paidButClosedHere(shop, buyer, id);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', totalFen: 10_000 });
  });

  it('case 03: when another took the last of it meanwhile, then the money goes back', async () => {
    const { skuId } = await reduced({ usesMax: 1 });
    const { id } = await placed(buyer, [{ skuId, quantity: 2 }]);
    await paidButClosedHere(shop, buyer, id);
    await paid(shop, await aBuyer(shop), [{ skuId, quantity: 2 }]);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', refundedFen: 10_000 });
  });

  it('when it is paused, ended or its slot is over, then it is not offered', async () => {
    const { skuId, campaign } = await reduced();
    const offers = async () => (await quoted(buyer, [{ skuId, quantity: 2 }])).offers.length;
    await change(campaign.id, 'pause');
    expect(await offers()).toBe(0);
    await change(campaign.id, 'publish');
    expect(await offers()).toBe(1);
    await change(campaign.id, 'end');
    expect(await offers()).toBe(0);
    expect(await operator.refusal('POST', `/ops/campaigns/${campaign.id}/publish`)).toBe(
      'CAMPAIGN_STATE',
    );
  });

  it('case 22: when an order comes at the last instant of a slot, then the server’s clock decides', async () => {
    const at = (seconds: number) =>
      new Date(shop.clock.now().getTime() + seconds * 1_000).toISOString();
    const { skuId } = await reduced({ slots: [{ startsAt: at(-1), endsAt: at(10) }] });
    const request = await aRequest(buyer, [{ skuId, quantity: 2 }]);
    shop.clock.advance(9_999);
    expect(await buyer.refusal('POST', '/shop/orders', { body: request })).toBeNull();
    shop.clock.advance(1);
    expect(await buyer.refusal('POST', '/shop/orders', { body: request })).toBe('QUOTE_CHANGED');
  });

  it('when someone else edited it meanwhile, then VERSION_CONFLICT; who did what is on record', async () => {
    const { campaign } = await reduced();
    const edit = { version: campaign.version, campaign: { ...campaign.campaign, name: '改名' } };
    const edited = await operator.put<Campaign>(`/ops/campaigns/${campaign.id}`, edit);
    expect(edited).toMatchObject({ phase: 'live', campaign: { name: '改名' } });
    const again = { body: edit };
    expect(await operator.refusal('PUT', `/ops/campaigns/${campaign.id}`, again)).toBe(
      'VERSION_CONFLICT',
    );
    const log = await operator.get<Page<AuditEntry>>(
      `/ops/audit-log?subjectKind=campaign&subjectId=${campaign.id}`,
    );
    expect(log.items.map(({ action }) => action)).toEqual([
      ...['campaign.edit', 'campaign.publish', 'campaign.create'],
    ]);
    expect(log.items[0]).toMatchObject({
      ...{ before: { name: '满 100 减 20' }, after: { name: '改名' } },
    });
  });

  it('when it breaks a rule, then it is not published, and it says which', async () => {
    const past = [{ startsAt: '2026-01-01T00:00:00+08:00', endsAt: '2026-01-02T00:00:00+08:00' }];
    const rule = { counts: 'units' as const, tiers: [{ from: 2, reduction: HALF }] };
    const input = aCampaign(shop, { kind: 'full-reduction', rule, slots: past });
    const { id } = await operator.post<Campaign>('/ops/campaigns', input);
    const findings = await operator.get<PolicyFinding[]>(`/ops/campaigns/${id}/findings`);
    expect(findings).toMatchObject([{ code: 'SLOTS_PAST', level: 'error' }]);
    expect(await operator.refusal('POST', `/ops/campaigns/${id}/publish`)).toBe('CAMPAIGN_POLICY');
  });

  it('when an operator may not, then it is refused', async () => {
    const reader = await anOperator(shop, ['campaigns.read']);
    const { campaign } = await reduced();
    expect(await reader.refusal('POST', `/ops/campaigns/${campaign.id}/pause`)).toBe(
      'PERMISSION_MISSING',
    );
    expect((await reader.get<Page<Campaign>>('/ops/campaigns?limit=1')).items).toHaveLength(1);
  });
});

const HALF = { kind: 'percent' as const, offBps: 5_000 };
