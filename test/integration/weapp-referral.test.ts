import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sceneOf, type ShareLink } from '@siyu/shared';
import { anOperator } from '../factories/operator.js';
import { aProduct, idsOf, stocked } from '../factories/product.js';
import { aHandle } from '../factories/purchase.js';
import { shared, standingOf } from '../factories/referral.js';
import { aShop, type TestShop } from '../factories/shop.js';
import { aShopper, type TestShopper } from '../factories/shopper.js';
import { Weapp } from '../fakes/weapp/weapp.js';

const TITLE = '粗陶马克杯';

let shop: TestShop;
let ann: TestShopper;
let link: ShareLink;
const phones: Weapp[] = [];

beforeAll(async () => {
  shop = await aShop();
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, title: TITLE }));
  const { productId } = await idsOf(shop, handle);
  ann = await aShopper(shop);
  link = await shared(ann, { page: 'product', targetId: productId });
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

  it.each([
    ['the card', 'o-card-friend', () => link.path],
    [
      'the code',
      'o-code-friend',
      () => `/home/index?scene=${encodeURIComponent(sceneOf(link.code))}`,
    ],
  ])(
    'when a friend who came by %s logs in, then they are the customer of who shared it',
    async (_, openid, url) => {
      const phone = aPhone(openid, url());
      await phone.shows('product/index', TITLE);
      await phone.until('everything is answered', () => phone.asking === 0);
      await phone.agree('同意并继续');
      await phone.until('they are logged in', () => phone.person.storage.has('siyu.session'));
      await phone.until('everything is answered', () => phone.asking === 0);
      const { id } = await aShopper(shop, { openid });
      expect(await standingOf(await anOperator(shop), id)).toEqual({
        ...{ owner: ann.id, reasons: ['FIRST_BINDING'] },
      });
    },
  );

  it('when a code leads nowhere, then the front page is there', async () => {
    const phone = aPhone('o-lost', '/product/index?scene=s%3D22222222');
    await phone.until('the front page is there', (page) => page.route === 'home/index');
    expect(phone.troubles).toEqual([]);
  });
});
