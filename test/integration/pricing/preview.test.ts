import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Campaign, Quote } from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aCampaign } from '../../factories/campaign.js';
import { aChannel, rewritten } from '../../factories/channel.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { only } from '../../factories/gift.js';
import { aNewcomer } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, quoted, type Buyer } from '../../factories/purchase.js';
import { broughtBy } from '../../factories/referral.js';
import { aShop, NOON, type TestShop } from '../../factories/shop.js';

const DAY_MS = 86_400_000;
const NOBODY = '01J00000000000000000000000';

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  [operator, buyer] = await Promise.all([anOperator(shop), aBuyer(shop)]);
  skuId = await aSkuFor(shop, { priceFen: fen(6_000), stock: 9 });
});
afterAll(() => shop.close());
afterEach(() => expectCleanAudit(shop));

const days = (after: number) => new Date(NOON.getTime() + after * DAY_MS).toISOString();
const drafted = (given: Parameters<typeof aCampaign>[1]) =>
  operator.post<Campaign>('/ops/campaigns', aCampaign(shop, given));
const asked = (over: object = {}) => ({
  ...{ shopperId: buyer.id, at: days(2), lines: [{ skuId, quantity: 2 }] },
  ...over,
});
const tiers = [{ from: 10_000, reduction: { kind: 'amount' as const, offFen: fen(2_000) } }];
const TOMORROW = { slots: [{ startsAt: days(1), endsAt: days(3) }] };

describe('given a draft of 满 100 减 20 for tomorrow', () => {
  let path: string;
  beforeAll(async () => {
    const rule = { counts: 'fen' as const, tiers };
    const draft = { kind: 'full-reduction' as const, scope: only(skuId), rule, ...TOMORROW };
    path = `/ops/campaigns/${(await drafted(draft)).id}/preview`;
  });

  it('when an operator looks ahead, then it is what a shopper would pay, who pays nothing less yet', async () => {
    const seen = await operator.post<Quote>(path, asked());
    expect(seen).toMatchObject({ goodsFen: 12_000, discountFen: 2_000, refusal: null });
    expect((await quoted(buyer, [{ skuId, quantity: 2 }])).discountFen).toBe(0);
  });

  it('when none of its slots runs then, or nobody or nothing is there, then it says so', async () => {
    const refused = (body: object) => operator.refusal('POST', path, { body });
    expect(await refused(asked({ at: days(0) }))).toBe('CAMPAIGN_NOT_LIVE');
    expect(await refused(asked({ shopperId: NOBODY }))).toBe('NOT_FOUND');
    expect(await refused(asked({ lines: [{ skuId: NOBODY, quantity: 1 }] }))).toBe('SKU_NOT_FOUND');
    const none = path.replace(/campaigns\/\w+/, `campaigns/${NOBODY}`);
    expect(await operator.refusal('POST', none, { body: asked() })).toBe('CAMPAIGN_NOT_FOUND');
  });
});

it('given a draft for newcomers, then it depends on who looks and when', async () => {
  const rule = { prices: [{ skuId, priceFen: fen(990) }], newcomersOnly: true };
  const slots = [{ startsAt: days(-1), endsAt: days(9) }];
  const { id } = await drafted({ kind: 'newcomer', rule, slots });
  const ann = await aNewcomer(shop);
  const seenAt = (at: string) =>
    operator.post<Quote>(`/ops/campaigns/${id}/preview`, {
      ...{ shopperId: ann.id, at, lines: [{ skuId, quantity: 1 }] },
    });
  expect(await seenAt(days(2))).toMatchObject({ refusal: null, discountFen: 5_010 });
  expect(await seenAt(days(3.1))).toMatchObject({ refusal: 'NEWCOMERS_ONLY', discountFen: 0 });
});

it('given a draft for the customers of a channel, then only who came by it pays less', async () => {
  const [card, shopWindow] = [await aChannel(operator), await aChannel(operator)];
  const rule = { counts: 'fen' as const, tiers };
  const draft = { kind: 'full-reduction' as const, scope: only(skuId), rule, ...TOMORROW };
  const { id } = await drafted({ ...draft, audience: { channels: [card.id] } });
  const seenBy = async (shopperId: string, at = days(2)) => {
    const path = `/ops/campaigns/${id}/preview`;
    return (await operator.post<Quote>(path, asked({ shopperId, at }))).discountFen;
  };
  const [first, other] = [await broughtBy(shop, card), await broughtBy(shop, shopWindow)];
  expect(await seenBy(first.id)).toBe(2_000);
  expect([await seenBy(other.id), await seenBy(buyer.id)]).toEqual([0, 0]);
  await rewritten(operator, card.id, { state: 'closed' });
  expect(await seenBy((await broughtBy(shop, card)).id)).toBe(0);
  expect(await seenBy(first.id)).toBe(2_000);
});

it('given a draft of a group buy, then it is seen as on its own page', async () => {
  const prices = [{ skuId, priceFen: fen(5_000), leaderPriceFen: fen(4_500) }];
  const rule = { size: 2, hours: 24, prices };
  const { id } = await drafted({ kind: 'group-buy', rule, ...TOMORROW });
  const body = asked({ lines: [{ skuId, quantity: 1 }] });
  expect(await operator.post<Quote>(`/ops/campaigns/${id}/preview`, body)).toMatchObject({
    ...{ refusal: null, discountFen: 1_500 },
  });
});
