import type { Campaign, CampaignRequest, Order, OrderLine } from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import { published } from './campaign.js';
import { aSkuFor } from './fulfilment.js';
import type { TestOperator } from './operator.js';
import type { TestShop } from './shop.js';

type GiftCampaign = Extract<CampaignRequest, { kind: 'gift' }>;
type Given = Partial<Omit<GiftCampaign, 'rule'>> & { rule?: Partial<GiftCampaign['rule']> };

/** A SKU of its own of which one more is given for each bought, live now. */
export async function buyOneGetOne(
  shop: TestShop,
  operator: TestOperator,
  { rule, ...given }: Given = {},
  sku: Parameters<typeof aSkuFor>[1] = {},
): Promise<{ skuId: string; campaign: Campaign }> {
  const skuId = await aSkuFor(shop, { priceFen: fen(10_001), stock: 20, ...sku });
  const same = { repeats: true, givesTheSame: true };
  const whole = { counts: 'units' as const, tiers: [{ from: 1, gifts: [] }], ...same, ...rule };
  const campaign = await published(
    shop,
    { kind: 'gift', name: '买一赠一', scope: only(skuId), rule: whole, ...given },
    operator,
  );
  return { skuId, campaign };
}

/** A cup, and goods of ¥50 that it is given with from ¥100 on. */
export async function aCupFromHundred(
  shop: TestShop,
  operator: TestOperator,
  { rule, ...given }: Given = {},
  cupFen = 3_900,
): Promise<{ skuId: string; cup: string; campaign: Campaign }> {
  const skuId = await aSkuFor(shop, { priceFen: fen(5_000), stock: 20 });
  const cup = await aSkuFor(shop, { priceFen: fen(cupFen), stock: 20 });
  const tiers = [{ from: 10_000, gifts: [{ skuId: cup, quantity: 1 }] }];
  const whole = { counts: 'fen' as const, tiers, ...rule };
  const campaign = await published(
    shop,
    { kind: 'gift', name: '满赠', scope: only(skuId), rule: whole, ...given },
    operator,
  );
  return { skuId, cup, campaign };
}

/** A campaign that covers nothing but this. */
export function only(skuId: string) {
  return { productIds: [], skuIds: [skuId], categoryIds: [] };
}

export function boughtLine(order: Pick<Order, 'lines'>): OrderLine {
  return order.lines.find((line) => line.giftOf === null)!;
}

export function giftLine(order: Pick<Order, 'lines'>): OrderLine {
  return order.lines.find((line) => line.giftOf !== null)!;
}
