import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sceneOf, type ShareLink } from '@siyu/shared';
import { aProduct, idsOf, stocked } from '../factories/product.js';
import { aHandle } from '../factories/purchase.js';
import { shared } from '../factories/referral.js';
import { aShop, type TestShop } from '../factories/shop.js';
import { aShopper } from '../factories/shopper.js';
import { Weapp } from '../fakes/weapp/weapp.js';

const TITLE = '粗陶马克杯';

let shop: TestShop;
let link: ShareLink;
const phones: Weapp[] = [];

beforeAll(async () => {
  shop = await aShop();
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, title: TITLE }));
  const { productId } = await idsOf(shop, handle);
  link = await shared(await aShopper(shop), { page: 'product', targetId: productId });
});
afterEach(() => Promise.all(phones.splice(0).map((phone) => phone.close())));
afterAll(() => shop.close());

function aPhone(openid: string, url: string): Weapp {
  const phone = Weapp.launch({ serverUrl: shop.url, sandboxUrl: shop.sandbox.url, openid, url });
  phones.push(phone);
  return phone;
}

async function visits(): Promise<number> {
  const sql = 'SELECT COUNT(*) AS count FROM visit WHERE code = ?';
  const [found] = await shop.db.query(sql, [link.code]);
  return Number((found as { count: number }).count);
}

describe('given one link that two friends open', () => {
  it('when one taps the card and one scans the code, then both see it, and each counts once', async () => {
    const byQuery = aPhone('o-by-query', link.path);
    await byQuery.shows('product/index', TITLE);
    const scene = encodeURIComponent(sceneOf(link.code));
    const byScene = aPhone('o-by-scene', `/home/index?scene=${scene}`);
    await byScene.shows('product/index', TITLE);
    for (const phone of [byQuery, byScene]) {
      await phone.until('everything is answered', () => phone.asking === 0);
    }
    expect(await visits()).toBe(2);
  });

  it('when a code leads nowhere, then the front page is there', async () => {
    const phone = aPhone('o-lost', '/product/index?scene=s%3D22222222');
    await phone.until('the front page is there', (page) => page.route === 'home/index');
    expect(phone.troubles).toEqual([]);
  });
});
