import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { build } from '../tools/build.mjs';
import { writeSchema } from './template-schema.mjs';

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
  await makeHaste(database.socketPath);
  const schema = join(directory, 'schema.sql');
  await writeSchema(database.socketPath, schema);
  process.env.SIYU_TEST_SCHEMA = schema;
  process.env.SIYU_TEST_SOCKET = database.socketPath;
  process.env.SIYU_TEST_DIR = directory;
  process.env.SIYU_TEST_KEYS = keys;
  globalThis.siyuTestDatabase = database;
}

/**
 * Every file lays out its own schema, mostly waiting for the disk. Nobody cuts this database's
 * power: what it has answered need not be on disk, and tables need no files of their own.
 */
async function makeHaste(socketPath) {
  const root = await createConnection({ socketPath, user: 'root' });
  for (const setting of [
    'innodb_file_per_table = OFF',
    'sync_frm = OFF',
    'innodb_flush_log_at_trx_commit = 2',
  ])
    await root.query(`SET GLOBAL ${setting}`);
  await root.end();
}
