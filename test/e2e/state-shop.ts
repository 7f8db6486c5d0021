import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGREEMENT_VERSION, type Quote } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { filesBelow } from '../../server/src/catalog/import/picture-source.js';
import { published } from '../factories/campaign.js';
import { pathOf } from '../factories/flash-sale.js';
import { groupBuyInput, type GroupBuy } from '../factories/group-buy.js';
import { idsOf, importCsv } from '../factories/product.js';
import { skuOf, type Buyer } from '../factories/purchase.js';
import { aShop, type TestShop } from '../factories/shop.js';
import { aShopper } from '../factories/shopper.js';
import { aPhone, type Phone } from './phone.js';

const ROOT = join(import.meta.dirname, '..', '..');
const DEMO = join(ROOT, 'demo');
const HOUR_MS = 3_600_000;

/** A shop with the demo's goods, its storefront, and a clock that is moved by hand. */
export async function aShopToLookAt(): Promise<TestShop> {
  const shop = await aShop({ H5_DIR: join(ROOT, 'miniapp/dist/h5') });
  const csv = readFileSync(join(DEMO, 'catalogue.csv'));
  await importCsv(shop, csv, { files: filesBelow(DEMO) });
  return shop;
}

/** A slot from and to so many hours from now. */
export function slotOf(shop: TestShop, fromHours: number, toHours: number) {
  const at = (hours: number) => new Date(shop.clock.now().getTime() + hours * HOUR_MS);
  return { startsAt: at(fromHours).toISOString(), endsAt: at(toHours).toISOString() };
}

/** The first SKUs of these products at their flash prices, a stock each. */
export async function aFlashSaleOf(
  shop: TestShop,
  goods: readonly { handle: string; priceFen: number; stock: number }[],
  slots: ReturnType<typeof slotOf>[],
  preheatHours: number,
) {
  const prices = await Promise.all(
    goods.map(async ({ handle, priceFen, stock }) => ({
      ...{ skuId: await skuOf(shop, handle), priceFen, stock },
    })),
  );
  const rule = { prices, perPersonMax: 2, payWithinMinutes: 15, preheatHours };
  const input = { kind: 'flash-sale', name: '整点秒杀', slots, rule } as const;
  return published(shop, { ...input, combinesWith: [], usesMax: null } as never);
}

/** Someone takes units of a flash sale at its price, and has yet to pay. */
export async function grabs(buyer: Buyer, campaignId: string, skuId: string, quantity: number) {
  const lines = [{ skuId, quantity }];
  const { addressId } = buyer;
  const { totalFen } = await buyer.post<Quote>('/shop/quote', {
    ...{ lines, addressId, through: { campaignId } },
  });
  await buyer.post(pathOf(campaignId, skuId), { quantity, addressId, shownTotalFen: totalFen });
}

/** A group buy of the first SKU of a product of the demo. */
export async function aGroupBuyOf(
  shop: TestShop,
  handle: string,
  rule: Parameters<typeof groupBuyInput>[1],
): Promise<GroupBuy & { productId: string }> {
  const { productId, skuIds } = await idsOf(shop, handle);
  const skuId = skuIds[0]!;
  const campaign = await published(shop, groupBuyInput(skuId, { hours: 24, ...rule }));
  return { shop, campaign, skuId, productId };
}

interface Looking {
  screen?: { width: number; height: number };
  locale?: string;
}

/**
 * A phone of someone who has agreed and is logged in, or of a visitor who only looks around; it
 * opens a page, or after `before` where something is to be in the way of it.
 */
export async function opened(
  { shop, browser }: { shop: TestShop; browser: Browser },
  buyer: Pick<Buyer, 'openid'> | null,
  route: string,
  { screen, locale, before }: Looking & { before?: (phone: Phone) => Promise<unknown> } = {},
): Promise<Phone> {
  const phone = await aPhone(browser, screen, locale);
  const answer = buyer === null ? 'refused' : 'agreed';
  const kept: Record<string, unknown> = { consent: { version: AGREEMENT_VERSION, answer } };
  if (buyer !== null) kept['session'] = (await aShopper(shop, buyer)).session;
  await phone.page.addInitScript((things) => {
    for (const [name, thing] of Object.entries(things)) {
      localStorage.setItem(`siyu.${name}`, JSON.stringify({ data: JSON.stringify(thing) }));
    }
  }, kept);
  await before?.(phone);
  await phone.page.goto(`${shop.url}/#${route}`);
  return phone;
}
