import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResolvedLink } from '@siyu/shared';
import { Visits } from '../../../server/src/referrals/visits/visits.service.js';
import { client, newKey } from '../../factories/http.js';
import { aProduct, idsOf, stocked } from '../../factories/product.js';
import { aHandle } from '../../factories/purchase.js';
import { aDevice, opened, shared } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { statementsOf } from '../../factories/statements.js';

const UNKNOWN_CODE = '22222222';

let shop: TestShop;
let ann: TestShopper;
let productId: string;
beforeAll(async () => {
  shop = await aShop();
  ann = await aShopper(shop);
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, title: '粗陶马克杯' }));
  ({ productId } = await idsOf(shop, handle));
});
afterAll(() => shop.close());

const resolved = (code: string) =>
  client(shop.url).get<ResolvedLink>(`/shop/share-links/${encodeURIComponent(code)}`);

async function visits(condition: string, value: string): Promise<number> {
  const [found] = await shop.db.query(`SELECT COUNT(*) AS count FROM visit WHERE ${condition}`, [
    value,
  ]);
  return Number((found as { count: number }).count);
}

describe('given somebody who shares a product', () => {
  it('then their link carries who, what and where, and is the same whenever they ask', async () => {
    const product = { page: 'product', targetId: productId } as const;
    const link = await shared(ann, product);
    expect(link).toMatchObject({
      path: `/product/index?id=${productId}&s=${link.code}`,
      ...{ title: '粗陶马克杯', pictureUrl: null },
    });
    expect(await shared(ann, product)).toEqual(link);
    const others = [
      await shared(ann, { ...product, placement: 'poster' }),
      await shared(ann),
      await shared(await aShopper(shop), product),
    ];
    expect(new Set([link, ...others].map(({ code }) => code)).size).toBe(4);
  });

  it('when two of their phones ask at once, then there is one link', async () => {
    const asked = { page: 'flash-sale' } as const;
    const links = await Promise.all([1, 2, 3, 4].map(() => shared(ann, asked)));
    expect(new Set(links.map(({ code }) => code)).size).toBe(1);
  });

  it('when the product does not exist, or a page names what it does not have, then it is refused', async () => {
    const refusal = (body: object) => ann.refusal('POST', '/shop/share-links', { body });
    const gone = { page: 'product', targetId: '01M7P0000000000000000000ZZ', placement: 'card' };
    expect(await refusal(gone)).toBe('PRODUCT_NOT_FOUND');
    expect(await refusal({ ...gone, targetId: null })).toBe('INVALID_INPUT');
    expect(await refusal({ ...gone, page: 'home' })).toBe('INVALID_INPUT');
  });
});

describe('given a code that somebody opens', () => {
  it('then it leads to what was shared', async () => {
    const { code } = await shared(ann, { page: 'product', targetId: productId });
    expect(await resolved(code)).toEqual({
      ...{ isKnown: true, page: 'product', targetId: productId },
      path: `/product/index?id=${productId}`,
    });
  });

  it.each([UNKNOWN_CODE, 'x', '<b>', '00000000', `${UNKNOWN_CODE}${UNKNOWN_CODE}`])(
    'when it is %s, then it leads home, and the visit breaks nothing',
    async (code) => {
      expect(await resolved(code)).toMatchObject({ isKnown: false, path: '/home/index' });
      const device = aDevice();
      await opened(shop, { code }, { device });
      expect(await visits('installation_id = ?', device)).toBe(0);
    },
  );

  it('when it is withdrawn, then it leads home and counts nothing', async () => {
    const link = await shared(await aShopper(shop), { page: 'newcomer' });
    await shop.db.query('UPDATE share_link SET withdrawn_at = created_at WHERE code = ?', [
      link.code,
    ]);
    await opened(shop, link, { device: aDevice() });
    expect(await resolved(link.code)).toMatchObject({ isKnown: false, path: '/home/index' });
    expect(await visits('code = ?', link.code)).toBe(0);
  });
});

describe('given visits before anybody logs in', () => {
  it('when one is sent again, then it counts once', async () => {
    const link = await shared(ann, { placement: 'link' });
    const once = { device: aDevice(), visitId: 'visit-0000000001' };
    await Promise.all([1, 2, 3].map(() => opened(shop, link, once)));
    expect(await visits('code = ?', link.code)).toBe(1);
  });

  it('when a crowd arrives at once, then it is looked up, written and stitched in one statement each', async () => {
    const { code } = await shared(ann, { placement: 'timeline' });
    const room = shop.app.get(Visits, { strict: false });
    const crowd = () =>
      Promise.all(
        Array.from({ length: 100 }, () =>
          room.record(null, { code, installationId: aDevice(), visitId: newKey(), scene: null }),
        ),
      );
    const { statements } = await statementsOf(shop, crowd);
    expect(statements).toBe(3);
    expect(await visits('code = ?', code)).toBe(100);
  });

  it('when one device opens more than a person could, then it is told to slow down', async () => {
    const link = await shared(ann);
    const device = aDevice();
    for (let nth = 0; nth < 30; nth++) await opened(shop, link, { device });
    await expect(opened(shop, link, { device })).rejects.toThrow('TOO_MANY_REQUESTS');
  });
});
