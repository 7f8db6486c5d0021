import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Pool } from 'undici';
import { SystemClock } from '../../server/dist/src/platform/clock.js';
import { inTurns, load, percentile } from '../bench/load.mjs';
import { get } from '../bench/purchase.mjs';
import { idAt } from './members.mjs';
import { startServer } from './shop.mjs';

const BARE = join(import.meta.dirname, '../bench/bare.mjs');
const CLIENTS = 16;
const SECONDS = Number(process.env.BENCH_SECONDS ?? '5');
const VISITORS = 1_000;
const PATH = '/shop/member';
const DAY_MS = 86_400_000;
const TARGET = { ratio_min: 0.1, statements_per_op_max: 6 };

/** The page of members all over the shop, beside a bare route that answers as many bytes. */
export async function memberPage(shop, crowd) {
  const tokens = await visitors(shop.db, crowd);
  const server = await startServer(shop);
  const bytes = Buffer.byteLength(JSON.stringify(await get(server.url + PATH, as(tokens[0]))));
  const bare = await startBare(bytes);
  const rows = { ceiling: { url: bare.url, path: '/bare' }, page: { url: server.url, path: PATH } };
  const { ceiling, page } = await inTurns(rows, SECONDS, async (row, seconds) => {
    const before = await questions(shop.db);
    const run = await rate(row, tokens, seconds);
    return { ...run, statements: (await questions(shop.db)) - before - 1 };
  });
  bare.stop();
  await server.stop();
  return judged(page, ceiling);
}

function judged(page, ceiling) {
  const perS = (one) => (one.count / one.elapsedMs) * 1_000;
  const ratio = Math.round((perS(page) / perS(ceiling)) * 1_000) / 1_000;
  const statements = Math.round((page.statements / page.count) * 100) / 100;
  return {
    ...{ name: 'membership.page', clients: CLIENTS, per_s: Math.round(perS(page)) },
    ...{ p50_ms: percentile(page.latencies, 0.5), p99_ms: percentile(page.latencies, 0.99) },
    ...{ statements_per_op: statements, ceiling_per_s: Math.round(perS(ceiling)), ratio },
    target: TARGET,
    met: ratio >= TARGET.ratio_min && statements <= TARGET.statements_per_op_max,
  };
}

async function rate({ url, path }, tokens, seconds) {
  const pool = new Pool(url, { connections: CLIENTS });
  let next = 0;
  const run = await load(CLIENTS, seconds, async () => {
    const headers = as(tokens[next++ % tokens.length]);
    const answer = await pool.request({ method: 'GET', path, headers });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`);
  });
  await pool.close();
  return run;
}

/** Sessions of members taken evenly from all of them, as logging in would leave them. */
async function visitors(db, crowd) {
  const now = new SystemClock().now();
  const until = new Date(now.getTime() + DAY_MS);
  const every = Math.max(1, Math.floor(crowd.size / VISITORS));
  const people = Array.from({ length: Math.min(VISITORS, crowd.size) }, (_, index) => ({
    ...{ id: idAt(now, index), shopperId: crowd.shopperId(1 + index * every) },
    token: randomBytes(32).toString('hex'),
  }));
  await db.query(
    `INSERT INTO shopper_token (id, session_id, shopper_id, session_hash, refresh_hash, created_at,
       expires_at, refresh_until) VALUES ?`,
    [
      people.map(({ id, shopperId, token }) => [
        ...[id, id, shopperId, hashOf(token), hashOf(`${token}r`), now, until, until],
      ]),
    ],
  );
  return people.map(({ token }) => token);
}

function startBare(bytes) {
  const child = fork(BARE, [String(bytes)]);
  return new Promise((done) => {
    child.on('message', ({ ready }) => done({ url: ready, stop: () => child.kill() }));
  });
}

async function questions(db) {
  const [rows] = await db.query("SHOW GLOBAL STATUS LIKE 'Questions'");
  return Number(rows[0].Value);
}

function as(token) {
  return { authorization: `Bearer ${token}` };
}

function hashOf(token) {
  return createHash('sha256').update(token).digest('hex');
}
