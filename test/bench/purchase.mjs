import { randomUUID } from 'node:crypto';
import { request } from 'undici';

const ADDRESS = {
  recipient: '林晓',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  detail: '文三路 1 号',
};

/** A shopper who is logged in and has an address, with keep-alive connections of their own. */
export async function aShopper(shop, number) {
  const { code } = await post(`${shop.sandboxUrl}/sandbox/login-code`, {
    deviceId: `bench-${number}`,
  });
  const config = await get(`${shop.url}/shop/config`);
  const { agreementVersion } = config;
  const session = await post(`${shop.url}/shop/login`, { code, agreementVersion });
  const shopper = { authorization: `Bearer ${session.sessionToken}` };
  const { id } = await post(`${shop.url}/shop/addresses`, ADDRESS, { ...shopper, ...key() });
  return { headers: shopper, addressId: id };
}

/** Cart → quote → place → prepay → the sandbox pays; WeChat's notification follows by itself. */
export async function purchase(shop, shopper, skuId) {
  const { headers, addressId } = shopper;
  await put(`${shop.url}/shop/cart/lines/${skuId}`, { quantity: 1 }, headers);
  const lines = [{ skuId, quantity: 1 }];
  const quote = await post(`${shop.url}/shop/quote`, { lines, addressId }, headers);
  const order = await post(
    `${shop.url}/shop/orders`,
    { lines, addressId, shownTotalFen: quote.totalFen, returnPolicyConfirmed: true },
    { ...headers, ...key() },
  );
  const { jsapi } = await post(`${shop.url}/shop/orders/${order.id}/payment`, {}, headers);
  await post(`${shop.sandboxUrl}/sandbox/pay`, jsapi);
}

/** The header that makes a write count once. */
export function key() {
  return { 'idempotency-key': randomUUID() };
}

export function get(url, headers = {}) {
  return send(url, { headers });
}

export function post(url, body, headers = {}) {
  return send(url, withBody('POST', body, headers));
}

export function put(url, body, headers) {
  return send(url, withBody('PUT', body, headers));
}

function withBody(method, body, headers) {
  return {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

async function send(url, options) {
  const answer = await request(url, options);
  const text = await answer.body.text();
  if (answer.statusCode >= 400) {
    throw new Error(`${options.method ?? 'GET'} ${url}: ${answer.statusCode} ${text}`);
  }
  return text === '' ? null : JSON.parse(text);
}

/** @returns how often it looked, which are statements of its own */
export async function untilAllPaid(db) {
  for (let looks = 1; ; looks++) {
    const [[{ open }]] = await db.query(
      "SELECT COUNT(*) AS open FROM orders WHERE state = 'awaiting-payment'",
    );
    if (open === 0) return looks;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Plenty of each, so that the bench measures buying and not being sold out. */
export async function skusWithStock(db) {
  const plenty = 10_000_000;
  const [found] = await db.query('SELECT id, stock FROM sku WHERE retired = 0 AND price_fen > 0');
  await db.query('UPDATE sku SET stock = ?', [plenty]);
  return found.map((sku) => sku.id);
}
