import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Clock } from '../../server/src/platform/clock.js';
import { newId } from '../../server/src/platform/new-id.js';
import { tokenHash } from '../../server/src/platform/tokens.js';
import { client, type Client } from './http.js';

/** One of many, who logged in before: rows of shopper, session and address. */
export interface Bystander extends Client {
  id: string;
  openid: string;
  addressId: string;
  /** The same person at another instance of the shop. */
  at: (url: string) => Client;
}

const SESSION_MS = 86_400_000;

/** So many shoppers with sessions and addresses, by a few statements instead of so many logins. */
export async function aCrowd(
  shop: { url: string; db: DataSource; clock: Clock },
  size: number,
): Promise<Bystander[]> {
  const now = shop.clock.now();
  const until = new Date(now.getTime() + SESSION_MS);
  const people = Array.from({ length: size }, () => ({
    ...{ id: newId(now), addressId: newId(now), pairId: newId(now) },
    ...{ openid: `o${randomBytes(14).toString('hex')}`.slice(0, 28) },
    ...{ token: randomBytes(32).toString('base64url'), refresh: randomBytes(32).toString('hex') },
  }));
  await shop.db.query(
    'INSERT INTO shopper (id, openid, default_address_id, created_at, logged_in_at) VALUES ?',
    [people.map(({ id, openid, addressId }) => [id, openid, addressId, now, now])],
  );
  await shop.db.query(
    `INSERT INTO address (id, shopper_id, recipient, phone, province, city, district, detail,
       created_at, updated_at) VALUES ?`,
    [
      people.map(({ id, addressId }, at) => [
        ...[addressId, id, '林小满', '13800138000', '浙江省', '杭州市', '西湖区'],
        ...[`文三路 ${at + 1} 号`, now, now],
      ]),
    ],
  );
  await shop.db.query(
    `INSERT INTO shopper_token (id, session_id, shopper_id, session_hash, refresh_hash, created_at,
       expires_at, refresh_until) VALUES ?`,
    [
      people.map(({ id, pairId, token, refresh }) => [
        ...[pairId, pairId, id, tokenHash(token), refresh, now, until, until],
      ]),
    ],
  );
  return people.map(({ id, openid, addressId, token }) => ({
    ...{ ...client(shop.url, token), id, openid, addressId },
    at: (url) => client(url, token),
  }));
}
