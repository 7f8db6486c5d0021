import './check-node.mjs';
import mysql from 'mysql2/promise';
import { Pool } from 'undici';
import { bareWrites, startBare } from '../test/bench/bare-routes.mjs';
import { print, questions, report } from '../test/bench/figures.mjs';
import { flashRate, prepareFlashSale, startBareFlash } from '../test/bench/flash.mjs';
import { inTurns, load } from '../test/bench/load.mjs';
import { bareDrawing, postersToDraw } from '../test/bench/posters.mjs';
import { aShopper, get, purchase, skusWithStock, untilAllPaid } from '../test/bench/purchase.mjs';
import { startShop } from '../test/bench/shop-process.mjs';
import { prepareWallets, untilAllRecharged, WALLET_ROWS } from '../test/bench/wallet.mjs';
import { judged } from '../test/bench/targets.mjs';
import { besideVisits, sharedLinks, visitsRate } from '../test/bench/visits.mjs';
import { build } from './build.mjs';

const CLIENTS = (process.env.BENCH_CLIENTS ?? '1,16,64').split(',').map(Number);
const SECONDS = Number(process.env.BENCH_SECONDS ?? '5');
const REQUESTS_OF_A_PURCHASE = 4;
const ROWS = ['feed', 'list', 'detail', 'purchase', 'wallet', 'flash', 'attribution'];
/** A million visits in a hundred minutes, beside as many clients that buy. */
const BESIDE = { perSecond: 167, clients: 16, turns: 5 };
/** One draws and sixteen may wait: more are told to come again. */
const POSTER_CLIENTS = [1, 8];
/** A flash sale is a crowd, or it is none. */
const FLASH_CLIENTS = (process.env.BENCH_CLIENTS ?? '64,256').split(',').map(Number);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !ROWS.includes(name));
if (unknown.length > 0) misused(`no row is called ${unknown.join(' or ')}: ${ROWS.join(', ')}`);
if (!CLIENTS.every((clients) => Number.isInteger(clients) && clients > 0)) {
  misused('BENCH_CLIENTS: whole numbers above 0, such as 1,16,64');
}
if (!(SECONDS > 0)) misused('BENCH_SECONDS: a number above 0');

await build(['shared', 'server'], console.error);
const shop = await startShop();
const db = await mysql.createConnection({
  socketPath: shop.socketPath,
  user: 'root',
  database: 'siyu',
});
const products = (await get(`${shop.url}/shop/feed?limit=20`)).items;
try {
  await tellDurability();
  for (const [name, path] of Object.entries({
    feed: '/shop/feed',
    list: '/shop/products?sort=price-up',
    detail: `/shop/products/${products[0].id}`,
  })) {
    if (isWanted(name)) await benchRead(name, path);
  }
  if (isWanted('purchase')) await benchPurchase();
  if (isWanted('wallet')) await benchWallet();
  if (isWanted('flash')) await benchFlash();
  if (isWanted('attribution')) {
    await benchVisits();
    await benchPosters();
  }
} finally {
  await db.end();
  await shop.stop();
}

function misused(problem) {
  console.error(problem);
  process.exit(2);
}

function isWanted(name) {
  return wanted.length === 0 || wanted.includes(name);
}

/** What the figures were bought with: both on, or they are worth nothing. */
async function tellDurability() {
  const [found] = await db.query(
    `SELECT @@innodb_flush_log_at_trx_commit AS innodb_flush_log_at_trx_commit,
       @@innodb_doublewrite AS innodb_doublewrite, VERSION() AS version`,
  );
  print({ name: 'database', ...found[0] });
}

async function benchRead(name, path) {
  const bytes = Buffer.byteLength(JSON.stringify(await get(`${shop.url}${path}`)));
  const bare = await startBare(bytes);
  for (const clients of CLIENTS) {
    const ceiling = await readRate(`${bare.url}/bare`, clients);
    const before = await questions(db);
    const run = await readRate(`${shop.url}${path}`, clients);
    report(
      name,
      clients,
      run,
      (await questions(db)) - before - 1,
      ceiling.count / ceiling.elapsedMs,
    );
  }
  bare.stop();
}

async function readRate(url, clients) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: clients });
  const run = await load(clients, SECONDS, async () => {
    const answer = await pool.request({ method: 'GET', path: pathname + search });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  });
  await pool.close();
  return run;
}

/** Ends when the last order is paid; statements are all the database saw until then. */
async function benchPurchase() {
  const bare = await startBare(1_000);
  const skus = await skusWithStock(db);
  for (const clients of CLIENTS) {
    const shoppers = await shoppersOf(clients, clients);
    const ceiling = await bareWrites(bare.url, clients, SECONDS);
    const before = await questions(db);
    const { run, looks } = await purchases(shoppers, skus);
    const statements = (await questions(db)) - before - looks - 1;
    report('purchase', clients, run, statements, ceiling / REQUESTS_OF_A_PURCHASE);
  }
  bare.stop();
}

function shoppersOf(count, name) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return Promise.all(numbers.map((number) => aShopper(shop, `${name}-${number}`)));
}

/** As many clients as shoppers buy; it is over when the last order is paid. */
async function purchases(shoppers, skus) {
  const begun = performance.now();
  let next = 0;
  const run = await load(shoppers.length, SECONDS, (client) =>
    purchase(shop, shoppers[client], skus[next++ % skus.length]),
  );
  const looks = await untilAllPaid(db);
  run.elapsedMs = performance.now() - begun;
  return { run, looks };
}

/**
 * Recharges and purchases by balance, of many members and of one; until the last is paid. The bare
 * route answers as many requests.
 */
async function benchWallet() {
  const bare = await startBare(1_000);
  const skus = await skusWithStock(db);
  const shoppers = await prepareWallets(shop, db, Math.max(...CLIENTS));
  for (const clients of CLIENTS) {
    for (const { name, requests, isHot, work } of WALLET_ROWS) {
      const ceiling = await bareWrites(bare.url, clients, SECONDS);
      const before = await questions(db);
      const begun = performance.now();
      let next = 0;
      const run = await load(clients, SECONDS, (client) =>
        work(shop, shoppers[isHot ? 0 : client], skus[next++ % skus.length]),
      );
      const looks = await untilAllRecharged(db);
      run.elapsedMs = performance.now() - begun;
      const statements = (await questions(db)) - before - looks - 1;
      report(name, clients, run, statements, ceiling / requests);
    }
  }
  bare.stop();
}

/**
 * Complete orders of a flash sale, the refusals of one that is sold out, and their ceiling. They
 * take turns of a second or less, all warm, so that whatever else the machine does slows them alike.
 */
async function benchFlash() {
  const bare = await startBareFlash();
  const { plenty, soldOut, people } = await prepareFlashSale(shop, db);
  const rows = {
    ceiling: { url: bare.url, path: '/bare', status: [201] },
    flash: { url: shop.url, path: plenty, status: [201] },
    'sold-out': { url: shop.url, path: soldOut, status: [409] },
  };
  for (const clients of FLASH_CLIENTS) {
    const { ceiling, ...runs } = await inTurns(rows, SECONDS, async (row, seconds) => {
      // A minute later WeChat would be asked about each of them, which is another bench.
      await db.query('UPDATE payment SET check_at = NULL WHERE check_at IS NOT NULL');
      const before = await questions(db);
      const run = await flashRate({ ...row, people, clients, seconds });
      return { ...run, statements: (await questions(db)) - before - 1 };
    });
    for (const [name, run] of Object.entries(runs)) {
      report(name, clients, run, run.statements, ceiling.count / ceiling.elapsedMs);
    }
  }
  bare.stop();
}

/** Links that are opened, beside a route that parses a body; then purchases beside links opened. */
async function benchVisits() {
  const bare = await startBare(1_000);
  const codes = await sharedLinks(shop, products);
  for (const clients of CLIENTS) {
    const ceiling = await bareWrites(bare.url, clients, SECONDS);
    const before = await questions(db);
    const run = await visitsRate({ shop, codes, clients, seconds: SECONDS });
    report('visits', clients, run, (await questions(db)) - before - 1, ceiling);
  }
  bare.stop();
  await benchPurchasesBeside(codes);
}

/** Turns with and without, so that whatever else the machine does slows both alike. */
async function benchPurchasesBeside(codes) {
  const skus = await skusWithStock(db);
  const shoppers = await shoppersOf(BESIDE.clients, 'beside');
  await purchases(shoppers, skus);
  const pairs = [];
  for (let turn = 0; turn < BESIDE.turns; turn++) {
    const alone = perSecond((await purchases(shoppers, skus)).run);
    const { result, visitsPerS } = await besideVisits({ shop, codes, ...BESIDE }, () =>
      purchases(shoppers, skus),
    );
    pairs.push({ alone, beside: perSecond(result.run), visitsPerS });
  }
  const mean = (name) => pairs.reduce((sum, pair) => sum + pair[name], 0) / pairs.length;
  const ratio = Math.round((mean('beside') / mean('alone')) * 1_000) / 1_000;
  const [alone, beside] = [pairs.map((pair) => pair.alone), pairs.map((pair) => pair.beside)];
  const visits = Math.round(mean('visitsPerS'));
  print(judged({ name: 'purchase-beside-visits', visits_per_s: visits, alone, beside, ratio }));
}

function perSecond({ count, elapsedMs }) {
  return Math.round((count / elapsedMs) * 10_000) / 10;
}

/** Posters that nobody has asked for before, beside drawing alone: no HTTP, no database. */
async function benchPosters() {
  const next = await postersToDraw(shop, products);
  for (const clients of POSTER_CLIENTS) {
    const ceiling = await bareDrawing(shop, products, SECONDS);
    const before = await questions(db);
    const run = await load(clients, SECONDS, next);
    const statements = (await questions(db)) - before - 1;
    report('posters', clients, run, statements, ceiling.count / ceiling.elapsedMs);
  }
}
