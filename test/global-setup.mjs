import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../tools/build.mjs';

/**
 * One real MariaDB for a test run; every test file gets a database of its own in it. The sandboxes
 * of a run share WeChat's keys, which take longest to make.
 */
export default async function setUp() {
  await build(['shared', 'server'], () => undefined);
  const { startPrivateDatabase } = await import('../server/dist/src/platform/private-database.js');
  const { openKeyMaterial } = await import('../server/dist/sandbox/keys/credentials.js');
  const { systemClock } = await import('../server/dist/sandbox/clock.js');
  const directory = mkdtempSync(join(tmpdir(), 'siyu-test-'));
  const keys = join(directory, 'sandbox-keys');
  mkdirSync(keys);
  await openKeyMaterial(keys, systemClock.nowMs());
  const database = await startPrivateDatabase(directory);
  process.env.SIYU_TEST_SOCKET = database.socketPath;
  process.env.SIYU_TEST_DIR = directory;
  process.env.SIYU_TEST_KEYS = keys;
  globalThis.siyuTestDatabase = database;
}
