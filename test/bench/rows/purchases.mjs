import { setTimeout as pause } from 'node:timers/promises';
import { bareWrites, startBare } from '../bare-routes.mjs';
import { print, questions, report } from '../figures.mjs';
import { load } from '../load.mjs';
import { aShopper, purchase, skusWithStock, untilAllPaid } from '../purchase.mjs';
import { judged } from '../targets.mjs';

const REQUESTS_OF_A_PURCHASE = 4;
const BESIDE = { clients: 16, turns: 5 };
const PACE_MS = 5;

/** Ends when the last order is paid; statements are all the database saw until then. */
export async function benchPurchase(bench) {
  const { db, clientCounts, seconds } = bench;
  const bare = await startBare(1_000);
  const skus = await skusWithStock(db);
  for (const clients of clientCounts) {
    const shoppers = await shoppersOf(bench, clients, clients);
    const ceiling = await bareWrites(bare.url, clients, seconds);
    const before = await questions(db);
    const { run, looks } = await purchases(bench, shoppers, skus);
    const statements = (await questions(db)) - before - looks - 1;
    report('purchase', clients, run, statements, ceiling / REQUESTS_OF_A_PURCHASE);
  }
  bare.stop();
}

/**
 * Purchases by themselves and while `send` is done so many times a second, in turns, so that
 * whatever else the machine does slows both alike.
 */
export async function benchPurchasesBeside(bench, name, { perSecond, send }) {
  const skus = await skusWithStock(bench.db);
  const shoppers = await shoppersOf(bench, BESIDE.clients, name);
  const rate = async () => rateOf((await purchases(bench, shoppers, skus)).run);
  await rate();
  const turns = [];
  for (let turn = 0; turn < BESIDE.turns; turn++) {
    turns.push({ alone: await rate(), ...(await beside(perSecond, send, rate)) });
  }
  const all = (key) => turns.map((turn) => turn[key]);
  const mean = (key) => all(key).reduce((sum, one) => sum + one, 0) / turns.length;
  const ratio = Math.round((mean('beside') / mean('alone')) * 1_000) / 1_000;
  const sent_per_s = Math.round(mean('sentPerS'));
  print(judged({ name, sent_per_s, alone: all('alone'), beside: all('beside'), ratio }));
}

async function beside(perSecond, send, rate) {
  const [begun, sent] = [performance.now(), []];
  let isOver = false;
  const pace = async () => {
    while (!isOver) {
      const due = ((performance.now() - begun) / 1_000) * perSecond;
      while (sent.length < due) sent.push(send());
      await pause(PACE_MS);
    }
  };
  const pacing = pace();
  const rateBeside = await rate();
  isOver = true;
  await pacing;
  await Promise.all(sent);
  return { beside: rateBeside, sentPerS: sent.length / ((performance.now() - begun) / 1_000) };
}

function shoppersOf({ shop }, count, name) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return Promise.all(numbers.map((number) => aShopper(shop, `${name}-${number}`)));
}

/** As many clients as shoppers buy; it is over when the last order is paid. */
async function purchases({ shop, db, seconds }, shoppers, skus) {
  const begun = performance.now();
  let next = 0;
  const run = await load(shoppers.length, seconds, (client) =>
    purchase(shop, shoppers[client], skus[next++ % skus.length]),
  );
  const looks = await untilAllPaid(db);
  run.elapsedMs = performance.now() - begun;
  return { run, looks };
}

function rateOf({ count, elapsedMs }) {
  return Math.round((count / elapsedMs) * 10_000) / 10;
}
