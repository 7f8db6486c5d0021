import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen } from '@siyu/shared';
import sharp from 'sharp';
import { expectCleanAudit } from '../../factories/audit.js';
import { aGroupBuy, aTeamOf, joined } from '../../factories/group-buy.js';
import { client } from '../../factories/http.js';
import { codeIn } from '../../factories/mini-code.js';
import { aPicturedProduct, fetched } from '../../factories/poster.js';
import { aBuyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, setSwitches, type TestShopper } from '../../factories/shopper.js';

const CODE = 'Ab3-xyz';
const CARD_BYTES_MAX = 128 * 1024;

let shop: TestShop;
let ann: TestShopper;
beforeAll(async () => {
  shop = await aShop();
  ann = await aShopper(shop);
});
afterEach(() => client(shop.sandbox.url).del('/sandbox/switches'));
afterAll(() => shop.close());

/** A poster as someone fetches it who carries this code. */
function poster(path: string, by = ann, headers: Record<string, string> = {}) {
  const url = `${shop.url}/shop/posters/${path}?code=${CODE}`;
  return fetched(url, { authorization: `Bearer ${by.session.sessionToken}`, ...headers });
}

const card = (path: string) => fetched(`${shop.url}/shop/share-cards/${path}`);

describe('given a product', () => {
  it('when its poster is fetched, then the code on it opens the product with the share code', async () => {
    const id = await aPicturedProduct(shop);
    const { status, type, bytes } = await poster(`products/${id}`);
    expect({ status, type }).toEqual({ status: 200, type: 'image/png' });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 750 });
    expect(await codeIn(bytes)).toBe(`siyu-sandbox:product/index?scene=${CODE}`);
  });

  it('when the client has it already, then nothing is sent, and WeChat is not asked', async () => {
    const id = await aPicturedProduct(shop);
    const first = await poster(`products/${id}`);
    await setSwitches(shop, { down: 'reset' });
    const again = await poster(`products/${id}`, ann, { 'if-none-match': first.etag });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    expect((await poster(`products/${id}`)).bytes).toEqual(first.bytes);
  });

  it('when what it says has changed, then it is drawn anew', async () => {
    const id = await aPicturedProduct(shop);
    const first = await poster(`products/${id}`);
    await shop.db.query('UPDATE sku SET price_fen = 999 WHERE product_id = ?', [id]);
    const next = await poster(`products/${id}`, ann, { 'if-none-match': first.etag });
    expect(next.status).toBe(200);
    expect(next.bytes.equals(first.bytes)).toBe(false);
  });

  it('when names are long, rare or emoji, or it has no picture, then it is drawn all the same', async () => {
    const zoe = await aShopper(shop);
    await zoe.put('/shop/member/profile', { nickname: '😀👨‍👩‍👧𠮷堃', birthday: null });
    const titles = ['手工窑变茶盏'.repeat(20), '🎉👨‍👩‍👧', 'Supercalifragilistic'.repeat(8)];
    for (const title of titles) {
      const id = await aPicturedProduct(shop, { title, pictures: [] });
      expect(await codeIn((await poster(`products/${id}`, zoe)).bytes)).toContain(CODE);
    }
  });

  it('when its share card is fetched, then it is 5:4, small enough for WeChat, and for anybody', async () => {
    const id = await aPicturedProduct(shop, {}, { priceFen: fen(12_345_678) });
    const { status, type, bytes } = await card(`products/${id}`);
    expect({ status, type }).toEqual({ status: 200, type: 'image/jpeg' });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 500, height: 400 });
    expect(bytes.length).toBeLessThan(CARD_BYTES_MAX);
  });

  it('when it is not on sale, or the code is none, then it is refused', async () => {
    const id = await aPicturedProduct(shop, { published: false });
    expect((await poster(`products/${id}`)).status).toBe(404);
    expect((await card(`products/${id}`)).status).toBe(404);
    expect(await ann.refusal('GET', '/shop/posters/invitation?code=中文')).toBe('INVALID_INPUT');
    expect((await fetched(`${shop.url}/shop/posters/invitation?code=a`)).status).toBe(401);
  });
});

describe('given a team', () => {
  it('then its poster and card live as long as someone may join', async () => {
    const groupBuy = await aGroupBuy(shop, { size: 2 });
    const { teamId } = await aTeamOf(groupBuy, await aBuyer(shop));
    const { bytes } = await poster(`teams/${teamId}`);
    expect(await codeIn(bytes)).toBe(`siyu-sandbox:group-buy/team?scene=${CODE}`);
    expect((await card(`teams/${teamId}`)).status).toBe(200);
    await joined(groupBuy, teamId);
    expect((await poster(`teams/${teamId}`)).status).toBe(409);
    expect((await card(`teams/${teamId}`)).status).toBe(409);
    await expectCleanAudit(shop);
  });
});

describe('given an invitation', () => {
  it('then its code opens the front page', async () => {
    const { bytes } = await poster('invitation');
    expect(await codeIn(bytes)).toBe(`siyu-sandbox:home/index?scene=${CODE}`);
  });

  it('when someone asks for more than twenty a minute, then they are told to wait', async () => {
    const bo = await aShopper(shop);
    const statuses = new Set<number>();
    for (let asked = 0; asked < 22; asked++) statuses.add((await poster('invitation', bo)).status);
    expect([...statuses]).toEqual([200, 429]);
  });
});
