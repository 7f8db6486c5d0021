import { randomInt } from 'node:crypto';
import type { AddressInput, Campaign, CampaignRequest } from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import { published } from './campaign.js';
import { aSkuFor } from './fulfilment.js';
import type { TestOperator } from './operator.js';
import type { Buyer } from './purchase.js';
import { addAddress, aShopper, phoneCode } from './shopper.js';
import type { TestShop } from './shop.js';

type NewcomerCampaign = Extract<CampaignRequest, { kind: 'newcomer' }>;
type Rule = NewcomerCampaign['rule'];

export function aPhone(): string {
  return `13${randomInt(1e8, 1e9)}`;
}

/** Someone who registers now, has nothing in common with anybody, and could buy. */
export async function aNewcomer(
  shop: TestShop,
  { address, openid }: { address?: Partial<AddressInput>; openid?: string } = {},
): Promise<Buyer> {
  const shopper = await aShopper(shop, openid === undefined ? {} : { openid });
  const added = await addAddress(shopper, {
    ...{ phone: aPhone(), detail: `古墩路 ${randomInt(1, 1e6)} 号 ${randomInt(1, 99)} 幢 301` },
    ...address,
  });
  return { ...shopper, addressId: added.id };
}

/** Presses WeChat's phone button. */
export async function bound(shop: TestShop, buyer: Buyer, phone: string): Promise<void> {
  await buyer.post('/shop/me/phone', { code: await phoneCode(shop, buyer.openid, phone) });
}

/** A SKU of ¥59 of its own at ¥9.90 for a first order, live now. */
export async function newcomerPrice(
  shop: TestShop,
  operator: TestOperator,
  rule: Partial<Rule> = {},
  given: Partial<NewcomerCampaign> = {},
): Promise<{ skuId: string; campaign: Campaign }> {
  const skuId = await aSkuFor(shop, { priceFen: fen(5_900), stock: 50 });
  const prices = [{ skuId, priceFen: fen(990) }];
  const campaign = await published(
    shop,
    {
      ...{ kind: 'newcomer', name: '新人价', rule: { prices, freesFreight: true, ...rule } },
      // A first order is placed within days, and so is what these tests do.
      slots: [{ startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2027-11-01T00:00:00.000Z' }],
      ...given,
    },
    operator,
  );
  return { skuId, campaign };
}
