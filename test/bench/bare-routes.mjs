import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Pool } from 'undici';
import { load } from './load.mjs';

const BODY = { lines: [{ skuId: 'x', quantity: 1 }], addressId: 'x' };

/** A process with a route that answers so many bytes, and one that parses a body. */
export function startBare(bytes) {
  const child = fork(join(import.meta.dirname, 'bare.mjs'), [String(bytes)]);
  return new Promise((done) => {
    child.on('message', ({ ready }) => done({ url: ready, stop: () => child.kill() }));
  });
}

/** @returns requests a millisecond of the route that parses a body */
export async function bareWrites(url, clients, seconds) {
  const pool = new Pool(url, { connections: clients });
  const headers = { 'content-type': 'application/json' };
  const run = await load(clients, seconds, async () => {
    const body = JSON.stringify(BODY);
    const answer = await pool.request({ method: 'POST', path: '/bare', headers, body });
    await answer.body.dump();
  });
  await pool.close();
  return run.count / run.elapsedMs;
}
