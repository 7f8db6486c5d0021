import { fork } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Pool } from 'undici';
import { load } from './load.mjs';
import { anOwner } from './operator.mjs';
import { get, post, put } from './purchase.mjs';

/** As many as look at the page: each comes again before the server has forgotten their session. */
const SHOPPERS = 2_000;
const PRICE_FEN = 100;
const DAY_MS = 86_400_000;

/** A flash sale that does not run out, one that has, and a crowd that is logged in. */
export async function prepareFlashSale(shop, db) {
  const headers = await anOwner(shop, 'bench-flash');
  const { settings, version } = await get(`${shop.url}/ops/settings`, headers);
  await put(
    `${shop.url}/ops/settings`,
    { version, settings: { ...settings, openOrdersMax: 100 } },
    headers,
  );
  const [skus] = await db.query('SELECT id FROM sku WHERE retired = 0 AND price_fen > 500 LIMIT 2');
  await db.query('UPDATE sku SET stock = 10000000 WHERE id IN (?)', [skus.map(({ id }) => id)]);
  const plenty = await published(shop, headers, skus[0].id, 1_000_000);
  const soldOut = await published(shop, headers, skus[1].id, 1);
  const crowd = await aCrowd(db);
  const freightFen = settings.freight.flatFen;
  const purchase = (addressId) =>
    JSON.stringify({ quantity: 1, addressId, shownTotalFen: PRICE_FEN + freightFen });
  const people = crowd.map(({ token, addressId }) => ({ token, body: purchase(addressId) }));
  await buy(new Pool(shop.url), soldOut, people[0], [201]);
  return { plenty, soldOut, people };
}

/** Everyone buys in turn; `status` is how the server has to answer. */
export async function flashRate({ url, path, status, people, clients, seconds }) {
  const pool = new Pool(url, { connections: clients });
  let next = 0;
  const run = await load(clients, seconds, () =>
    buy(pool, path, people[next++ % people.length], status),
  );
  await pool.close();
  return run;
}

/** The ceiling: the same body, parsed and validated by the same schema, and no more. */
export function startBareFlash() {
  const child = fork(join(import.meta.dirname, 'bare-flash.mjs'));
  return new Promise((done) => {
    child.on('message', ({ ready }) => done({ url: ready, stop: () => child.kill() }));
  });
}

async function buy(pool, path, { token, body }, status) {
  const answer = await pool.request({
    ...{ method: 'POST', path, body },
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'idempotency-key': randomUUID(),
    },
  });
  if (status.includes(answer.statusCode)) return answer.body.dump();
  throw new Error(`${path}: ${answer.statusCode} ${await answer.body.text()}`);
}

async function published(shop, headers, skuId, stock) {
  const campaign = {
    ...{ kind: 'flash-sale', name: '秒杀', scope: null, combinesWith: [] },
    slots: [
      {
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        endsAt: new Date(Date.now() + DAY_MS).toISOString(),
      },
    ],
    rule: { prices: [{ skuId, priceFen: PRICE_FEN, stock }], perPersonMax: 99 },
  };
  const { id } = await post(`${shop.url}/ops/campaigns`, campaign, headers);
  await post(`${shop.url}/ops/campaigns/${id}/publish`, {}, headers);
  return `/shop/flash-sales/${id}/skus/${skuId}/orders`;
}

/** Rows of shopper, address and session, as logging in would leave them. */
async function aCrowd(db) {
  const now = new Date();
  const until = new Date(now.getTime() + DAY_MS);
  const people = Array.from({ length: SHOPPERS }, (_, number) => ({
    ...{ id: anId(number), addressId: anId(number), pairId: anId(number) },
    ...{ openid: `o${randomBytes(13).toString('hex')}`, token: randomBytes(32).toString('hex') },
  }));
  await db.query(
    'INSERT INTO shopper (id, openid, default_address_id, created_at, logged_in_at) VALUES ?',
    [people.map((one) => [one.id, one.openid, one.addressId, now, now])],
  );
  await db.query(
    `INSERT INTO address (id, shopper_id, recipient, phone, province, city, district, detail,
       created_at, updated_at) VALUES ?`,
    [
      people.map(({ id, addressId }) => [
        ...[addressId, id, '林晓', '13800138000', '浙江省', '杭州市', '西湖区', '文三路 1 号'],
        ...[now, now],
      ]),
    ],
  );
  await db.query(
    `INSERT INTO shopper_token (id, session_id, shopper_id, session_hash, refresh_hash, created_at,
       expires_at, refresh_until) VALUES ?`,
    [
      people.map(({ id, pairId, token }) => [
        ...[pairId, pairId, id, hashOf(token), hashOf(`${token}r`), now, until, until],
      ]),
    ],
  );
  return people;
}

function hashOf(token) {
  return createHash('sha256').update(token).digest('hex');
}

/** 26 characters of the alphabet of ids. */
function anId(number) {
  const random = randomBytes(10).toString('hex').toUpperCase();
  return `0${String(number).padStart(5, '0')}${random}`;
}
