import type { DataSource } from 'typeorm';
import { createConnection } from 'mysql2/promise';
import type { Config } from './config.js';
import { Database, DRIVER_OPTIONS } from './database.js';
import { readCommitted } from './isolation.js';
import { migrations } from '../migrations/index.js';
import type { Migration } from '../migrations/migration.js';

const DONE_BEFORE = new Set([
  'ER_DUP_FIELDNAME',
  'ER_DUP_KEYNAME',
  // A CHECK of that name: MariaDB's code for it, and MySQL's.
  'ER_FK_DUP_NAME',
  'ER_CHECK_CONSTRAINT_DUP_NAME',
  'ER_CANT_DROP_FIELD_OR_KEY',
]);

/** Where the database is: a server's address, or the private database's socket. */
export type DatabasePlace = { url: string } | { socketPath: string; database: string };

/** The place the configuration names; the private database's socket otherwise. */
export function databasePlace(
  config: Pick<Config, 'DATABASE_URL' | 'DATABASE_SOCKET'>,
  privateSocket: string | null,
): DatabasePlace {
  if (config.DATABASE_URL) return { url: config.DATABASE_URL };
  return { socketPath: privateSocket ?? config.DATABASE_SOCKET ?? '', database: 'siyu' };
}

/**
 * The database. BIGINT arrives as a number where it is safe (fen always is) and as a string
 * where not, which `fen()` refuses; times are UTC both ways; transactions read what is committed.
 */
export async function openDataSource(place: DatabasePlace, poolSize: number): Promise<Database> {
  const type = await databaseKind(place);
  const address =
    'url' in place
      ? { url: place.url }
      : { socketPath: place.socketPath, username: 'root', database: place.database };
  const source = new Database({
    ...{ type, ...address, poolSize, migrations: [], logging: false },
    ...{ charset: DRIVER_OPTIONS.charset, timezone: DRIVER_OPTIONS.timezone },
    extra: DRIVER_OPTIONS,
  });
  await source.initialize();
  await readCommitted(source);
  return source;
}

/** `mysql` against MariaDB would drop and re-add every JSON column: ask the server what it is. */
async function databaseKind(place: DatabasePlace): Promise<'mariadb' | 'mysql'> {
  const connection = await createConnection(
    'url' in place ? { uri: place.url } : { socketPath: place.socketPath, user: 'root' },
  );
  try {
    const [found] = await connection.query('SELECT VERSION() AS version');
    const version = (found as { version: string }[])[0]?.version ?? '';
    return version.includes('MariaDB') ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}

/**
 * Brings the schema up to date, forward only. Instances that start together wait for one another
 * on a row (not on GET_LOCK, which clusters reject); DDL commits by itself, so each migration is
 * written to be run again after a crash half-way. Answers the names of those it ran.
 */
export async function migrate(
  db: DataSource,
  now: Date,
  steps: readonly Migration[] = migrations,
): Promise<string[]> {
  await db.query(
    `CREATE TABLE IF NOT EXISTS schema_migration (
       name VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
       applied_at DATETIME(3) NOT NULL
     ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  );
  await db.query('INSERT IGNORE INTO schema_migration VALUES (?, ?)', ['lock', now]);
  return db.transaction(async (lock) => {
    await lock.query(`SELECT name FROM schema_migration WHERE name = 'lock' FOR UPDATE`);
    const due = await dueOf(db, steps);
    for (const migration of due) {
      for (const statement of migration.statements) await runStep(db, statement);
      await db.query('INSERT INTO schema_migration VALUES (?, ?)', [migration.name, now]);
    }
    return due.map((migration) => migration.name);
  });
}

/**
 * MySQL knows no `ADD COLUMN IF NOT EXISTS`: a column, key or constraint that is there was added
 * before, one that is gone was dropped, each with the whole of its statement.
 */
async function runStep(db: DataSource, statement: string): Promise<void> {
  try {
    await db.query(statement);
  } catch (error) {
    if (!DONE_BEFORE.has(String((error as { code?: unknown }).code))) throw error;
  }
}

/** The names of the migrations this database has still to run; none when it is up to date. */
export async function migrationsDue(db: DataSource): Promise<string[]> {
  const [known] = await db.query(`SHOW TABLES LIKE 'schema_migration'`);
  const due = known ? await dueOf(db, migrations) : migrations;
  return due.map((migration) => migration.name);
}

async function dueOf(db: DataSource, steps: readonly Migration[]): Promise<readonly Migration[]> {
  const applied: { name: string }[] = await db.query('SELECT name FROM schema_migration');
  const done = new Set(applied.map((row) => row.name));
  return steps.filter((migration) => !done.has(migration.name));
}
