import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '@siyu/shared';
import { ANY_OPERATOR } from '../server/src/platform/access.js';
import { routesOf, type Route } from './factories/routes.js';
import { aShop, type TestShop } from './factories/shop.js';

/** What anyone may ask without a session. Everything else is closed. */
const OPEN_TO_ANYONE = [
  'DELETE /shop/cart/lines',
  'GET /healthz',
  'GET /pictures/:name',
  'GET /readyz',
  'GET /shop/cart',
  'GET /shop/categories',
  'GET /shop/config',
  'GET /shop/coupon-centre',
  'GET /shop/documents/:name',
  'GET /shop/feed',
  'GET /shop/flash-sales',
  'GET /shop/group-buys',
  'GET /shop/group-buys/nearest',
  'GET /shop/home',
  'GET /shop/me/export/:id/file',
  'GET /shop/newcomer',
  'GET /shop/products',
  'GET /shop/products/:id',
  'GET /shop/products/:id/coupons',
  'GET /shop/products/:id/flash-sale',
  'GET /shop/search',
  'GET /shop/search/suggest',
  'GET /shop/share-cards/products/:id',
  'GET /shop/share-cards/teams/:id',
  'GET /shop/share-links/:code',
  'GET /shop/teams/:id',
  'POST /ops/login',
  'POST /shop/events',
  'POST /shop/login',
  'POST /shop/session/refresh',
  'POST /shop/visits',
  'POST /wechat/pay/notify',
  'PUT /shop/cart/lines/:skuId',
  'PUT /shop/cart/selection',
];

let shop: TestShop;
let routes: Route[];

beforeAll(async () => {
  shop = await aShop();
  routes = routesOf(shop);
});
afterAll(() => shop.close());

describe('every route', () => {
  it('given it is open to anyone, then it stands on the explicit list', () => {
    expect(
      routes
        .filter((route) => route.open)
        .map((route) => route.name)
        .sort(),
    ).toEqual(OPEN_TO_ANYONE);
  });

  it('given it is an operator’s, then it names a permission that exists', () => {
    const known = new Set<string | undefined>([ANY_OPERATOR, ...PERMISSIONS]);
    const ops = routes.filter((route) => route.name.includes(' /ops') && !route.open);
    expect(ops.length).toBeGreaterThan(10);
    expect(ops.filter((route) => !known.has(route.permission))).toEqual([]);
  });

  it('given it is a shopper’s, then a request without a session is refused', async () => {
    const closed = routes.filter((route) => route.name.includes(' /shop') && !route.open);
    expect(closed.length).toBeGreaterThan(10);
    for (const { name } of closed)
      expect([name, await codeOf(name)]).toEqual([name, 'UNAUTHENTICATED']);
  });

  it('given it is an operator’s, then a request without a session is refused', async () => {
    const closed = routes.filter((route) => route.name.includes(' /ops') && !route.open);
    for (const { name } of closed)
      expect([name, await codeOf(name)]).toEqual([name, 'UNAUTHENTICATED']);
  });

  it('given it is described, then OpenAPI has it and nothing else', async () => {
    const document = (await (await fetch(`${shop.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const own = routes.map((route) => route.name).filter((name) => !name.includes(' /wechat/'));
    expect(described.sort()).toEqual(own.sort());
  });
});

async function codeOf(name: string): Promise<string> {
  const [method = 'GET', path = '/'] = name.split(' ');
  const url = `${shop.url}${path.replace(/:\w+/g, '01J00000000000000000000000')}`;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const answer = await fetch(url, {
    method,
    ...(hasBody ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {}),
  });
  return ((await answer.json()) as { code: string }).code;
}
