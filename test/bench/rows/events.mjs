import { startBare } from '../bare-routes.mjs';
import { BATCH, eventsRate, teller } from '../events.mjs';
import { print, questions, rowOf } from '../figures.mjs';
import { judged } from '../targets.mjs';
import { benchPurchasesBeside } from './purchases.mjs';

const EVENTS_PER_S = 1_000;

/** Batches of events beside a route that parses as many; then purchases beside events. */
export async function benchEvents(bench) {
  await benchBatches(bench);
  const { tell, close } = teller(bench.shop.url, 16);
  const events = { perSecond: EVENTS_PER_S / BATCH, send: tell };
  await benchPurchasesBeside(bench, 'purchase-beside-events', events);
  await close();
}

async function benchBatches({ shop, db, clientCounts, seconds }) {
  const bare = await startBare(1_000);
  for (const clients of clientCounts) {
    const ceiling = await eventsRate({ url: bare.url, path: '/batches', clients, seconds });
    const before = await questions(db);
    const run = await eventsRate({ url: shop.url, path: '/shop/events', clients, seconds });
    const statements = (await questions(db)) - before - 1;
    const row = rowOf('events', clients, run, statements, ceiling.count / ceiling.elapsedMs);
    print(judged({ ...row, events_per_s: row.per_s * BATCH }));
  }
  bare.stop();
}
