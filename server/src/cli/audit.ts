import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { audit, type Violation } from '../audit/audit.js';
import { SystemClock } from '../platform/clock.js';
import { readToolConfig } from '../platform/config.js';
import { migrationsDue } from '../platform/data-source.js';
import { command, Misuse } from './command.js';
import { isPrivate, openToolDatabase } from './tool-database.js';

const POOL = 2;

/**
 * Checks a shop's database and prints each violation with its ids, then how many there are. Changes
 * nothing, so it may run beside the server. Exit code 0 when there are none, 1 when there are, 2
 * when the database could not be read.
 */
async function main(): Promise<number> {
  const config = readToolConfig(process.env);
  if (isPrivate(config) && !existsSync(join(config.SIYU_DIR, 'mariadb'))) {
    throw new Misuse(`there is no database in ${config.SIYU_DIR}`);
  }
  const database = await openToolDatabase(config, POOL);
  const violations = await violationsOf(database.db).finally(() => database.close());
  for (const { check, row } of violations) {
    process.stdout.write(`${check}: ${JSON.stringify(row)}\n`);
  }
  process.stdout.write(`${violations.length} violations\n`);
  return violations.length === 0 ? 0 : 1;
}

async function violationsOf(db: DataSource): Promise<Violation[]> {
  const due = await migrationsDue(db);
  if (due.length > 0) {
    throw new Misuse(`the schema lacks ${due.join(', ')}: start the server once, then audit`);
  }
  return audit(db.manager, new SystemClock().now());
}

await command(main);
