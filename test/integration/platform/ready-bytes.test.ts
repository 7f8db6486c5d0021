import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Page, ProductCard } from '@siyu/shared';
import { aProduct, idsOf, stocked } from '../../factories/product.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';

const ONE_SECOND_MS = 1_000;

interface Raw {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

describe('given a shop whose public pages are served from memory', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await aShop();
    const goods = Array.from({ length: 20 }, (_, at) =>
      aProduct({ handle: `g${at}`, title: `货品 ${at}` }),
    );
    await stocked(shop, ...goods);
  });
  afterAll(() => shop.close());

  /** As it goes over the wire: fetch would unpack and revalidate by itself. */
  const raw = (path: string, headers: Record<string, string> = {}): Promise<Raw> =>
    new Promise((done, fail) => {
      httpRequest(`${shop.url}${path}`, { headers }, (response) => {
        buffer(response).then(
          (body) => done({ status: response.statusCode ?? 0, headers: response.headers, body }),
          fail,
        );
      })
        .on('error', fail)
        .end();
    });
  const firstTitle = async () => {
    const { body } = await raw('/shop/feed');
    return (JSON.parse(body.toString()) as Page<ProductCard>).items[0]?.title;
  };

  it('when many ask at once, then it is built once and all get the same bytes', async () => {
    const { result, statements } = await statementsOf(shop, () =>
      Promise.all(Array.from({ length: 40 }, () => raw('/shop/feed?limit=11'))),
    );
    expect(statements).toBe(1);
    expect(new Set(result.map(({ body }) => body.toString())).size).toBe(1);
    expect(new Set(result.map(({ headers }) => headers['etag'])).size).toBe(1);
    expect(new Set(result.map(({ headers }) => headers['x-request-id'])).size).toBe(40);
  });

  it('when each page is built, then it takes so many statements, and none when ready', async () => {
    const { productId } = await idsOf(shop, 'g1');
    const costs = {
      '/shop/feed?limit=12': 1,
      '/shop/categories': 1,
      '/shop/products?sort=newest': 1,
      [`/shop/products/${productId}`]: 4,
    };
    for (const [path, cost] of Object.entries(costs)) {
      expect((await statementsOf(shop, () => raw(path))).statements).toBe(cost);
      expect((await statementsOf(shop, () => raw(path))).statements).toBe(0);
    }
  });

  it('when gzip is accepted, then the same text comes packed under an ETag of its own', async () => {
    const plain = await raw('/shop/feed');
    for (const packed of [
      await raw('/shop/feed', { 'accept-encoding': 'gzip' }),
      await raw('/shop/feed?limit=20', { 'accept-encoding': 'br, gzip' }),
    ]) {
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(packed.headers['vary']).toBe('accept-encoding');
      expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
      expect(packed.body.length).toBeLessThan(plain.body.length / 2);
      expect(packed.headers['etag']).not.toBe(plain.headers['etag']);
    }
    expect(plain.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
  });

  it('when a client has the bytes already, then 304 and nothing else', async () => {
    const { headers } = await raw('/shop/feed');
    const again = await raw('/shop/feed', { 'if-none-match': `"x", W/${headers['etag']}` });
    expect([again.status, again.body.length, again.headers['etag']]).toEqual([
      304,
      0,
      headers['etag'],
    ]);
    expect((await raw('/shop/feed', { 'if-none-match': '"x"' })).status).toBe(200);
  });

  it('when the catalogue changes here, then the next who asks sees it', async () => {
    expect(await firstTitle()).toBe('货品 0');
    await stocked(shop, aProduct({ handle: 'g0', title: '改名' }));
    expect(await firstTitle()).toBe('改名');
  });

  it('when another instance changes it, then nobody is stale for more than a second', async () => {
    await firstTitle();
    await shop.db.query(`UPDATE product SET title = '别处改名' WHERE handle = 'g0'`);
    const changed = performance.now();
    while ((await firstTitle()) !== '别处改名') {
      expect(performance.now() - changed).toBeLessThan(ONE_SECOND_MS + 500);
    }
  });

  it('when a request is refused, then the refusal is not kept', async () => {
    const path = `/shop/products/${'0'.repeat(26)}`;
    const refused = await Promise.all([raw(path), raw(path), raw(path)]);
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await raw('/shop/feed?limit=0')).status).toBe(400);
    expect(refused[0]!.headers['etag']).toBeUndefined();
  });

  it('when a token is old, then the public page is shown all the same', async () => {
    const authorization = `Bearer ${'x'.repeat(40)}`;
    for (const path of ['/shop/feed?limit=13', '/shop/feed?limit=13']) {
      expect((await raw(path, { authorization })).status).toBe(200);
    }
  });

  it('when the one who builds hangs up, then the others are answered', async () => {
    const path = '/shop/feed?limit=14';
    const quitter = httpRequest(`${shop.url}${path}`).on('error', () => undefined);
    quitter.end();
    quitter.destroy();
    const answers = await Promise.all([raw(path), raw(path)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('when the OpenAPI document is read, then the pages are in it', async () => {
    const { body } = await raw('/openapi.json');
    const { paths } = JSON.parse(body.toString()) as { paths: Record<string, unknown> };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/shop/feed', '/shop/products/{id}', '/shop/categories']),
    );
  });
});
