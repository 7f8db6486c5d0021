import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { membershipRulesSchema } from '@siyu/shared';
import mysql from 'mysql2/promise';
import { Rules } from '../../server/dist/src/membership/rules/membership-rules.js';
import { SystemClock } from '../../server/dist/src/platform/clock.js';
import { migrate, openDataSource } from '../../server/dist/src/platform/data-source.js';
import { startPrivateDatabase } from '../../server/dist/src/platform/private-database.js';
import { inTransaction } from '../../server/dist/src/platform/transaction.js';
import { freePort, launch, ready, shopEnvironment } from '../bench/shop-process.mjs';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The private database of a shop with the demo's tiers and nobody in it, and what a server or a
 * command beside it is told. No server runs yet: nothing is reviewed before it is all there.
 */
export async function startScaleShop() {
  const directory = mkdtempSync(join(tmpdir(), 'siyu-scale-'));
  const database = await startPrivateDatabase(directory);
  const { socketPath } = database;
  const { rules, ladderVersion } = await withTiers(socketPath);
  const db = await mysql.createConnection({
    ...{ socketPath, user: 'root', database: 'siyu', timezone: 'Z' },
  });
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const sandboxDir = join(directory, 'sandbox');
  const sandbox = launch('sandbox/main.js', {
    ...{ SANDBOX_PORT: String(sandboxPort), SANDBOX_DIR: sandboxDir },
  });
  await ready(sandbox, 'sandbox/main.js');
  const environment = {
    ...shopEnvironment(directory, port, sandboxPort),
    DATABASE_SOCKET: socketPath,
  };
  return {
    ...{ db, directory, environment, rules, ladderVersion },
    stop: async () => {
      await db.end();
      await ended(sandbox);
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The server of a shop, as in production; `stop` waits until it is gone. */
export async function startServer({ environment }) {
  const server = launch('src/main.js', environment);
  await ready(server, 'src/main.js');
  return { url: environment.PUBLIC_URL, stop: () => ended(server) };
}

async function withTiers(socketPath) {
  const clock = new SystemClock();
  const source = await openDataSource({ socketPath, database: 'siyu' }, 2);
  await migrate(source, clock.now());
  const demo = JSON.parse(readFileSync(join(ROOT, 'demo', 'membership.json'), 'utf8'));
  const { paidPlans: _notHere, ...ladder } = demo;
  const rules = new Rules(source, clock);
  const replaced = await inTransaction(source, (tx) =>
    rules.replace(tx, membershipRulesSchema.parse(ladder), 0),
  );
  await source.destroy();
  return replaced;
}

async function ended(child) {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}
