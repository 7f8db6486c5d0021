import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { load } from './load.mjs';
import { aShopper, post } from './purchase.mjs';

const LINKS = 50;

/** Links that shoppers have shared. @returns their codes */
export async function sharedLinks(shop, products) {
  const codes = [];
  for (let number = 0; number < LINKS; number++) {
    const { headers } = await aShopper(shop, `sharer-${number}`);
    const targetId = products[number % products.length].id;
    const asked = { page: 'product', targetId, placement: 'card' };
    codes.push((await post(`${shop.url}/shop/share-links`, asked, headers)).code);
  }
  return codes;
}

/** Links opened one after another, each by another device, as phones tell of it. */
export async function visitsRate({ shop, codes, clients, seconds }) {
  const pool = new Pool(shop.url, { connections: clients });
  let next = 0;
  const run = await load(clients, seconds, () => open(pool, codes[next++ % codes.length]));
  await pool.close();
  return run;
}

/** @returns what opens one of the links */
export function opener(shop, codes) {
  const pool = new Pool(shop.url, { connections: 16 });
  let next = 0;
  return { open: () => open(pool, codes[next++ % codes.length]), close: () => pool.close() };
}

async function open(pool, code) {
  const visit = { code, installationId: randomUUID(), visitId: randomUUID(), scene: 1007 };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(visit);
  const answer = await pool.request({ method: 'POST', path: '/shop/visits', headers, body });
  await answer.body.dump();
  if (answer.statusCode >= 400) throw new Error(`a visit: ${answer.statusCode}`);
}
