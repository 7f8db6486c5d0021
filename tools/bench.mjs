import './check-node.mjs';
import mysql from 'mysql2/promise';
import { print } from '../test/bench/figures.mjs';
import { get } from '../test/bench/purchase.mjs';
import { benchAttribution } from '../test/bench/rows/attribution.mjs';
import { benchEvents } from '../test/bench/rows/events.mjs';
import { benchFlash } from '../test/bench/rows/flash-sales.mjs';
import { benchPurchase } from '../test/bench/rows/purchases.mjs';
import { benchRead } from '../test/bench/rows/reads.mjs';
import { benchWallet } from '../test/bench/rows/wallets.mjs';
import { startShop } from '../test/bench/shop-process.mjs';
import { build } from './build.mjs';

const CLIENTS = (process.env.BENCH_CLIENTS ?? '1,16,64').split(',').map(Number);
const SECONDS = Number(process.env.BENCH_SECONDS ?? '5');
const ROWS = ['feed', 'list', 'detail', 'purchase', 'wallet', 'flash', 'attribution', 'events'];
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
const bench = {
  ...{ shop, db, products, clientCounts: CLIENTS, crowds: FLASH_CLIENTS, seconds: SECONDS },
};
try {
  await tellDurability();
  for (const [name, path] of Object.entries({
    feed: '/shop/feed',
    list: '/shop/products?sort=price-up',
    detail: `/shop/products/${products[0].id}`,
  })) {
    if (isWanted(name)) await benchRead(bench, name, path);
  }
  if (isWanted('purchase')) await benchPurchase(bench);
  if (isWanted('wallet')) await benchWallet(bench);
  if (isWanted('flash')) await benchFlash(bench);
  if (isWanted('attribution')) await benchAttribution(bench);
  if (isWanted('events')) await benchEvents(bench);
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
