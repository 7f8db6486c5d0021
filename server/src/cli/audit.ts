import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { audit } from '../audit/audit.js';
import { SystemClock } from '../platform/clock.js';
import { readToolConfig, type ToolConfig } from '../platform/config.js';
import { databasePlace, migrationsDue, openDataSource } from '../platform/data-source.js';
import { startPrivateDatabase } from '../platform/private-database.js';

const POOL = 2;
const VIOLATED = 1;
const FAILED = 2;

/**
 * Checks a shop's database and prints each violation with its ids, then how many there are. Changes
 * nothing, so it may run beside the server. Exit code 0 when there are none, 1 when there are, 2
 * when the database could not be read.
 */
async function main(): Promise<void> {
  const violations = await withDatabase(readToolConfig(process.env), async (db) => {
    const due = await migrationsDue(db);
    if (due.length > 0) {
      throw new Error(`the schema lacks ${due.join(', ')}: start the server once, then audit`);
    }
    return audit(db.manager, new SystemClock().now());
  });
  for (const { check, row } of violations) {
    process.stdout.write(`${check}: ${JSON.stringify(row)}\n`);
  }
  process.stdout.write(`${violations.length} violations\n`);
  process.exitCode = violations.length === 0 ? 0 : VIOLATED;
}

/** The database of the environment, or the private one: beside its server, or started for this. */
async function withDatabase<T>(
  config: ToolConfig,
  work: (db: DataSource) => Promise<T>,
): Promise<T> {
  const isPrivate = !config.DATABASE_URL && !config.DATABASE_SOCKET;
  if (isPrivate && !existsSync(join(config.SIYU_DIR, 'mariadb'))) {
    throw new Error(`there is no database in ${config.SIYU_DIR}`);
  }
  const database = isPrivate ? await startPrivateDatabase(config.SIYU_DIR) : null;
  try {
    const db = await openDataSource(databasePlace(config, database?.socketPath ?? null), POOL);
    return await work(db).finally(() => db.destroy());
  } finally {
    await database?.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).message)}\n`);
  process.exitCode = FAILED;
});
