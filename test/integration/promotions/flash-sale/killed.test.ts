import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type PlacedOrder, type RefusalBody } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { published } from '../../../factories/campaign.js';
import { aCrowd, type Bystander } from '../../../factories/crowd.js';
import {
  activityUnits,
  flashInput,
  flashRequest,
  knownAt,
  pathOf,
  type FlashSale,
} from '../../../factories/flash-sale.js';
import { newKey } from '../../../factories/http.js';
import { aProduct, aSku } from '../../../factories/product.js';
import { skuOf } from '../../../factories/purchase.js';
import {
  anOwner,
  aShopProcess,
  type Running,
  type ShopProcess,
} from '../../../factories/shop-process.js';

const CROWD = 1_000;
const UNITS = 100;
/** Orders answered when one of the two servers is killed. */
const STRIKE_AFTER = 20;
const RETRY_AFTER_MS = 50;

let shop: ShopProcess;
let second: Running;
let sale: FlashSale;

beforeAll(async () => {
  shop = await aShopProcess();
  await shop.stock(aProduct({ handle: 'mug', skus: [aSku({ priceFen: fen(6_000), stock: 300 })] }));
  second = await shop.anotherServer();
  const skuId = await skuOf(shop, 'mug');
  const owner = await anOwner(shop);
  const campaign = await published(shop as never, flashInput(skuId, { stock: UNITS }), owner);
  sale = { campaign, skuId, path: pathOf(campaign.id, skuId) };
  await knownAt(second.url, sale);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** As a phone does: the same key until there is an answer, at whichever server is there. */
async function persists(one: Bystander, urls: readonly string[]): Promise<PlacedOrder | string> {
  const asked = { body: flashRequest(one), key: newKey() };
  for (let attempt = 0; ; attempt++) {
    const url = urls[attempt % urls.length] ?? shop.url;
    const answer = await one
      .at(url)
      .ask<PlacedOrder | RefusalBody>('POST', sale.path, asked)
      .catch(() => null);
    if (answer && answer.status < 400) return answer.body as PlacedOrder;
    if (answer && answer.status !== 503) return (answer.body as RefusalBody).code;
    await pause(RETRY_AFTER_MS);
  }
}

describe('given two servers sell 100 units to 1,000 shoppers', () => {
  it('when one is killed in the middle, then everyone is answered, and 100 have a unit', async () => {
    const crowd = await aCrowd(shop, CROWD);
    let orders = 0;
    let blow: Promise<void> | null = null;
    const answers = await Promise.all(
      crowd.map(async (one, number) => {
        const urls = number % 2 === 0 ? [shop.url, second.url] : [second.url, shop.url];
        const answer = await persists(one, urls);
        if (typeof answer !== 'string') orders += 1;
        if (orders >= STRIKE_AFTER) blow ??= second.kill();
        return answer;
      }),
    );
    expect(blow).not.toBeNull();
    await blow;
    const placed = answers.flatMap((answer) => (typeof answer === 'string' ? [] : [answer.id]));
    const refused = new Set(answers.filter((answer) => typeof answer === 'string'));
    expect(new Set(placed).size).toBe(UNITS);
    expect(refused).toEqual(new Set(['FLASH_SOLD_OUT']));
    expect(await activityUnits(shop, sale)).toEqual({ stock: 0, laidOut: UNITS });
    const found = await shop.db.query("SELECT id FROM orders WHERE state = 'awaiting-payment'");
    expect((found as { id: string }[]).map(({ id }) => id).sort()).toEqual(placed.sort());
  });
});
