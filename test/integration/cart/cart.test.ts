import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS_HEADER, CART_LINES_MAX, daysAfter, type Cart } from '@siyu/shared';
import { newId } from '../../../server/src/platform/new-id.js';
import { Sweeps } from '../../../server/src/platform/sweeps.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { client, newKey } from '../../factories/http.js';
import { aProduct, aSku, idsOf, stocked } from '../../factories/product.js';
import { aHandle } from '../../factories/purchase.js';
import { aShopper, newOpenid } from '../../factories/shopper.js';
import { aShop, NOON, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());

/** Lines of a cart, each added a second after the one before; their SKUs, oldest first: real, or so many. */
async function filled(
  ownerId: string,
  from: Date,
  skus: number | readonly string[],
): Promise<string[]> {
  const skuIds = typeof skus === 'number' ? Array.from({ length: skus }, () => newId(from)) : skus;
  const lines = skuIds.map((skuId, at) => {
    const addedAt = new Date(from.getTime() + at * 1_000);
    return [ownerId, skuId, 1, 100, addedAt, addedAt];
  });
  await shop.db.query(
    `INSERT INTO cart_line (owner_id, sku_id, quantity, added_price_fen, added_at, touched_at)
     VALUES ?`,
    [lines],
  );
  return lines.map((line) => line[1] as string);
}

/** SKUs of one product. */
async function skusFor(count: number): Promise<string[]> {
  const handle = aHandle();
  const skus = Array.from({ length: count }, (_, at) => aSku({ optionValues: [`${at}`] }));
  await stocked(shop, aProduct({ handle, optionNames: ['号'], skus }));
  return (await idsOf(shop, handle)).skuIds;
}

async function skusOf(ownerId: string): Promise<string[]> {
  const sql = 'SELECT sku_id FROM cart_line WHERE owner_id = ? ORDER BY added_at';
  const found: { sku_id: string }[] = await shop.db.query(sql, [ownerId]);
  return found.map((row) => row.sku_id);
}

describe('given a full cart, and an anonymous one', () => {
  it('when the shopper logs in, then the newest lines of both stay, as many as a cart holds', async () => {
    const openid = newOpenid();
    const { id } = await aShopper(shop, { openid });
    const anonymousId = newKey();
    const old = await filled(id, NOON, CART_LINES_MAX);
    const young = await filled(`a:${anonymousId}`, daysAfter(NOON, 1), 30);
    await aShopper(shop, { openid, anonymousId });
    expect(await skusOf(id)).toEqual([...old.slice(30), ...young]);
    expect(await skusOf(`a:${anonymousId}`)).toEqual([]);
  });
});

describe('given an anonymous cart, as the privacy policy says', () => {
  it('when a line is left for ninety days, then it is gone; one changed since, or a shopper’s, stays', async () => {
    const anonymousId = newKey();
    const headers = { [ANONYMOUS_HEADER]: anonymousId };
    const shopper = await aShopper(shop);
    const [left, changed] = [await aSkuFor(shop), await aSkuFor(shop)];
    const put = (skuId: string, quantity: number) =>
      client(shop.url).ask('PUT', `/shop/cart/lines/${skuId}`, { body: { quantity }, headers });
    await put(left, 1);
    await put(changed, 1);
    await shopper.put(`/shop/cart/lines/${left}`, { quantity: 1 });
    shop.clock.set(daysAfter(NOON, 60));
    await put(changed, 2);

    shop.clock.set(daysAfter(NOON, 90));
    await shop.app.get(Sweeps).runNow('forget-carts');
    expect((await skusOf(`a:${anonymousId}`)).sort()).toEqual([left, changed].sort());
    shop.clock.advance(1);
    await shop.app.get(Sweeps).runNow('forget-carts');
    expect(await skusOf(`a:${anonymousId}`)).toEqual([changed]);
    expect(await skusOf(shopper.id)).toEqual([left]);
  });

  it('when more are left than a batch holds, then all are gone', async () => {
    const owners = Array.from({ length: 11 }, () => `a:${newKey()}`);
    for (const owner of owners) await filled(owner, NOON, CART_LINES_MAX);
    shop.clock.advance(daysAfter(NOON, 91).getTime() - NOON.getTime());
    await shop.app.get(Sweeps).runNow('forget-carts');
    const sql = `SELECT COUNT(*) AS count FROM cart_line WHERE owner_id LIKE 'a:%'`;
    expect(await shop.db.query(sql)).toEqual([{ count: 0 }]);
  });
});

describe('given a cart with room for one line more', () => {
  it('when eight are put in at once, then it is full, and can still be chosen whole', async () => {
    const shopper = await aShopper(shop);
    const [old, young] = [await skusFor(CART_LINES_MAX - 1), await skusFor(8)];
    await filled(shopper.id, NOON, old);
    shop.clock.set(daysAfter(NOON, 1));
    const put = (skuId: string) =>
      shopper.ask('PUT', `/shop/cart/lines/${skuId}`, { body: { quantity: 1 } });
    const answers = await Promise.all(young.map(put));
    expect(answers.map(({ status }) => status)).toContain(200);

    const { lines } = await shopper.get<Cart>('/shop/cart');
    expect(lines).toHaveLength(CART_LINES_MAX);
    const skuIds = lines.map((line) => line.skuId);
    const chosen = await shopper.put<Cart>('/shop/cart/selection', { skuIds });
    expect(chosen.lines.every((line) => line.selected)).toBe(true);
    const [other] = await skusFor(1);
    expect((await put(other!)).body).toMatchObject({ code: 'CART_FULL' });
  });
});
