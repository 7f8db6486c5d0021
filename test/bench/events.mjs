import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { load } from './load.mjs';

export const BATCH = 50;
const PAGES = ['home/index', 'product/index', 'cart/index', 'checkout/index'];

let made = 0;

/** Fifty events as a phone tells them, each once: a page seen and left, a product looked at. */
function aBatch() {
  const sentAt = Date.now();
  const events = Array.from({ length: BATCH }, (_, number) => {
    const id = `${sentAt.toString(36)}-${process.pid}-${(made++).toString(36).padStart(8, '0')}`;
    const told = { id, at: sentAt - (BATCH - number) * 100, page: PAGES[number % PAGES.length] };
    if (number % 3 === 0) return { ...told, name: 'page-viewed' };
    if (number % 3 === 1) return { ...told, name: 'page-left', value: 1_500 };
    return { ...told, name: 'product-viewed', target: `product-${number}` };
  });
  return { installationId: randomUUID(), sentAt, events };
}

/** Batches told one after another by so many phones at once; `path` may be a bare route's. */
export async function eventsRate({ url, path, clients, seconds }) {
  const pool = new Pool(url, { connections: clients });
  const run = await load(clients, seconds, () => tell(pool, path));
  await pool.close();
  return run;
}

/** @returns what told a batch of events to this shop */
export function teller(url, connections) {
  const pool = new Pool(url, { connections });
  return { tell: () => tell(pool, '/shop/events'), close: () => pool.close() };
}

async function tell(pool, path) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(aBatch());
  const answer = await pool.request({ method: 'POST', path, headers, body });
  await answer.body.dump();
  if (answer.statusCode >= 400) throw new Error(`events: ${answer.statusCode}`);
}
