import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { audit } from '../../../server/src/audit/audit.js';
import { migrations } from '../../../server/src/migrations/index.js';
import {
  migrate,
  migrationsDue,
  openDataSource,
} from '../../../server/src/platform/data-source.js';
import { NOON } from '../../factories/shop.js';
import { expectKept, fillAfter, keptIn } from './old-rows.js';

const NAMES = migrations.map((migration) => migration.name);
const INSTANCES = 4;

let open: { name: string; sources: DataSource[] }[] = [];

afterEach(async () => {
  for (const { name, sources } of open) {
    await sources[0]?.query(`DROP DATABASE ${name}`);
    await Promise.all(sources.map((source) => source.destroy()));
  }
  open = [];
});

/** An empty database, seen by so many instances. */
async function emptyDatabase(instances = 1, charset = 'utf8mb4'): Promise<DataSource[]> {
  const socketPath = String(process.env['SIYU_TEST_SOCKET']);
  const name = `test_${randomBytes(8).toString('hex')}`;
  const connection = await createConnection({ socketPath, user: 'root' });
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET ${charset}`);
  await connection.end();
  const sources = await Promise.all(
    Array.from({ length: instances }, () => openDataSource({ socketPath, database: name }, 2)),
  );
  open.push({ name, sources });
  return sources;
}

async function aDatabase(): Promise<DataSource> {
  const [db] = await emptyDatabase();
  return db!;
}

/** The whole schema as text, to compare; only when rows were made differs. */
async function schemaOf(db: DataSource): Promise<string> {
  const tables: Record<string, string>[] = await db.query('SHOW TABLES');
  const names = tables.flatMap((row) => Object.values(row)).sort();
  const created = await Promise.all(
    names.map(async (name) => {
      const [found] = await db.query(`SHOW CREATE TABLE ${name}`);
      return (found as Record<string, string>)['Create Table'];
    }),
  );
  return created.join('\n');
}

let newest: string;
beforeAll(async () => {
  const db = await aDatabase();
  await migrate(db, NOON);
  newest = await schemaOf(db);
});

describe('the schema', () => {
  it('given it is up to date, then migrating again does nothing', async () => {
    const db = await aDatabase();
    expect(await migrationsDue(db)).toEqual(NAMES);
    expect(await migrate(db, NOON)).toEqual(NAMES);
    expect(await migrationsDue(db)).toEqual([]);
    const before = await schemaOf(db);
    expect(await migrate(db, NOON)).toEqual([]);
    expect(await schemaOf(db)).toBe(before);
  });

  it('given several instances start at once, then each migration is run by one of them', async () => {
    const instances = await emptyDatabase(INSTANCES);
    const ran = await Promise.all(instances.map((db) => migrate(db, NOON)));
    expect(ran.flat()).toEqual(NAMES);
    expect(await audit(instances[0]!.manager, NOON)).toEqual([]);
  });

  it('given a database made for another alphabet, then it is the same', async () => {
    const [db] = await emptyDatabase(1, 'latin1');
    await migrate(db!, NOON);
    expect(await schemaOf(db!)).toBe(newest);
  });

  it('given a shop from the first version on, then each upgrade keeps every row and column', async () => {
    const db = await aDatabase();
    await migrate(db, NOON, []);
    for (const [index, { name }] of migrations.entries()) {
      const kept = await keptIn(db);
      expect(await migrate(db, NOON, migrations.slice(0, index + 1))).toEqual([name]);
      await expectKept(db, kept);
      await fillAfter(db, name);
    }
    expect(await audit(db.manager, NOON)).toEqual([]);
    expect(await schemaOf(db)).toBe(newest);
  });

  it('given a crash half-way through each migration, then the next start goes on', async () => {
    const db = await aDatabase();
    await migrate(db, NOON, []);
    for (const [index, { statements, name }] of migrations.entries()) {
      const half = Math.ceil(statements.length / 2);
      for (const statement of statements.slice(0, half)) await db.query(statement);
      expect(await migrate(db, NOON, migrations.slice(0, index + 1))).toEqual([name]);
    }
    expect(await schemaOf(db)).toBe(newest);
  });
});
