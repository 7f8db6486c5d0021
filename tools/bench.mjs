import './check-node.mjs';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { Pool } from 'undici';
import { flashRate, prepareFlashSale, startBareFlash } from '../test/bench/flash.mjs';
import { inTurns, load, percentile } from '../test/bench/load.mjs';
import { bareDrawing, postersToDraw } from '../test/bench/posters.mjs';
import { aShopper, get, purchase } from '../test/bench/purchase.mjs';
import { startShop } from '../test/bench/shop-process.mjs';
import { prepareWallets, untilAllRecharged, WALLET_ROWS } from '../test/bench/wallet.mjs';
import { judged } from '../test/bench/targets.mjs';
import { build } from './build.mjs';

const CLIENTS = (process.env.BENCH_CLIENTS ?? '1,16,64').split(',').map(Number);
const SECONDS = Number(process.env.BENCH_SECONDS ?? '5');
const REQUESTS_OF_A_PURCHASE = 4;
const ROWS = ['feed', 'list', 'detail', 'purchase', 'wallet', 'flash', 'attribution'];
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
  if (isWanted('attribution')) await benchPosters();
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

function print(row) {
  console.log(JSON.stringify(row));
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
    const before = await questions();
    const run = await readRate(`${shop.url}${path}`, clients);
    report(name, clients, run, (await questions()) - before - 1, ceiling.count / ceiling.elapsedMs);
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
  const skus = await skusWithStock();
  for (const clients of CLIENTS) {
    const shoppers = await Promise.all(
      Array.from({ length: clients }, (_, number) => aShopper(shop, `${clients}-${number}`)),
    );
    const ceiling = await bareWrites(bare.url, clients);
    const before = await questions();
    const begun = performance.now();
    let next = 0;
    const run = await load(clients, SECONDS, (client) =>
      purchase(shop, shoppers[client], skus[next++ % skus.length]),
    );
    const looks = await untilAllPaid();
    run.elapsedMs = performance.now() - begun;
    const statements = (await questions()) - before - looks - 1;
    report('purchase', clients, run, statements, ceiling / REQUESTS_OF_A_PURCHASE);
  }
  bare.stop();
}

/**
 * Recharges and purchases by balance, of many members and of one; until the last is paid. The bare
 * route answers as many requests.
 */
async function benchWallet() {
  const bare = await startBare(1_000);
  const skus = await skusWithStock();
  const shoppers = await prepareWallets(shop, db, Math.max(...CLIENTS));
  for (const clients of CLIENTS) {
    for (const { name, requests, isHot, work } of WALLET_ROWS) {
      const ceiling = await bareWrites(bare.url, clients);
      const before = await questions();
      const begun = performance.now();
      let next = 0;
      const run = await load(clients, SECONDS, (client) =>
        work(shop, shoppers[isHot ? 0 : client], skus[next++ % skus.length]),
      );
      const looks = await untilAllRecharged(db);
      run.elapsedMs = performance.now() - begun;
      const statements = (await questions()) - before - looks - 1;
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
      const before = await questions();
      const run = await flashRate({ ...row, people, clients, seconds });
      return { ...run, statements: (await questions()) - before - 1 };
    });
    for (const [name, run] of Object.entries(runs)) {
      report(name, clients, run, run.statements, ceiling.count / ceiling.elapsedMs);
    }
  }
  bare.stop();
}

/** Posters that nobody has asked for before, beside drawing alone: no HTTP, no database. */
async function benchPosters() {
  const next = await postersToDraw(shop, products);
  for (const clients of POSTER_CLIENTS) {
    const ceiling = await bareDrawing(shop, products, SECONDS);
    const before = await questions();
    const run = await load(clients, SECONDS, next);
    const statements = (await questions()) - before - 1;
    report('posters', clients, run, statements, ceiling.count / ceiling.elapsedMs);
  }
}

async function untilAllPaid() {
  for (let looks = 1; ; looks++) {
    const [[{ open }]] = await db.query(
      "SELECT COUNT(*) AS open FROM orders WHERE state = 'awaiting-payment'",
    );
    if (open === 0) return looks;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Plenty of each, so that the bench measures buying and not being sold out. */
async function skusWithStock() {
  const plenty = 10_000_000;
  const [found] = await db.query('SELECT id, stock FROM sku WHERE retired = 0 AND price_fen > 0');
  await db.query('UPDATE sku SET stock = ?', [plenty]);
  return found.map((sku) => sku.id);
}

async function bareWrites(url, clients) {
  const pool = new Pool(url, { connections: clients });
  const body = JSON.stringify({ lines: [{ skuId: 'x', quantity: 1 }], addressId: 'x' });
  const headers = { 'content-type': 'application/json' };
  const run = await load(clients, SECONDS, async () => {
    const answer = await pool.request({ method: 'POST', path: '/bare', headers, body });
    await answer.body.dump();
  });
  await pool.close();
  return run.count / run.elapsedMs;
}

async function questions() {
  const [rows] = await db.query("SHOW GLOBAL STATUS LIKE 'Questions'");
  return Number(rows[0].Value);
}

function startBare(bytes) {
  const child = fork(join(import.meta.dirname, '../test/bench/bare.mjs'), [String(bytes)]);
  return new Promise((done) => {
    child.on('message', ({ ready }) => done({ url: ready, stop: () => child.kill() }));
  });
}

function report(name, clients, run, statements, ceilingPerMs) {
  const perS = (run.count / run.elapsedMs) * 1_000;
  const ceilingPerS = ceilingPerMs * 1_000;
  const row = {
    name,
    clients,
    per_s: Math.round(perS),
    p50_ms: percentile(run.latencies, 0.5),
    p99_ms: percentile(run.latencies, 0.99),
    statements_per_op: Math.round((statements / run.count) * 100) / 100,
    ceiling_per_s: Math.round(ceilingPerS),
    ratio: Math.round((perS / ceilingPerS) * 1_000) / 1_000,
  };
  print(judged(row));
}
