import { bareWrites, startBare } from '../bare-routes.mjs';
import { questions, report } from '../figures.mjs';
import { load } from '../load.mjs';
import { bareDrawing, postersToDraw } from '../posters.mjs';
import { opener, sharedLinks, visitsRate } from '../visits.mjs';
import { benchPurchasesBeside } from './purchases.mjs';

/** A million in a hundred minutes. */
const VISITS_PER_S = 167;
/** One draws and sixteen may wait: more are told to come again. */
const POSTER_CLIENTS = [1, 8];

/** Links that are opened, purchases beside them, and posters. */
export async function benchAttribution(bench) {
  const codes = await sharedLinks(bench.shop, bench.products);
  await benchVisits(bench, codes);
  const { open, close } = opener(bench.shop, codes);
  const visits = { perSecond: VISITS_PER_S, send: open };
  await benchPurchasesBeside(bench, 'purchase-beside-visits', visits);
  await close();
  await benchPosters(bench);
}

/** Beside a route that parses a body. */
async function benchVisits({ shop, db, clientCounts, seconds }, codes) {
  const bare = await startBare(1_000);
  for (const clients of clientCounts) {
    const ceiling = await bareWrites(bare.url, clients, seconds);
    const before = await questions(db);
    const run = await visitsRate({ shop, codes, clients, seconds });
    report('visits', clients, run, (await questions(db)) - before - 1, ceiling);
  }
  bare.stop();
}

/** Posters that nobody has asked for before, beside drawing alone: no HTTP, no database. */
async function benchPosters({ shop, db, products, seconds }) {
  const next = await postersToDraw(shop, products);
  for (const clients of POSTER_CLIENTS) {
    const ceiling = await bareDrawing(shop, products, seconds);
    const before = await questions(db);
    const run = await load(clients, seconds, next);
    const statements = (await questions(db)) - before - 1;
    report('posters', clients, run, statements, ceiling.count / ceiling.elapsedMs);
  }
}
