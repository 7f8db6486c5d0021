import { writeFileSync } from 'node:fs';
import mysql from 'mysql2/promise';

const NAME = 'template';
/** Before any clock of a test. */
const LAID_OUT = new Date('2026-11-01T00:00:00.000Z');

/**
 * Lays the schema out once by its migrations, and writes what came of it as one script: to read
 * that in takes half as long, and every test file needs it.
 */
export async function writeSchema(socketPath, file) {
  const { migrate, openDataSource } = await import('../server/dist/src/platform/data-source.js');
  const typeCast = (value) => value.string();
  const root = await mysql.createConnection({ socketPath, user: 'root', typeCast });
  await root.query(`CREATE DATABASE ${NAME}`);
  const source = await openDataSource({ socketPath, database: NAME }, 2);
  await migrate(source, LAID_OUT);
  await source.destroy();
  await root.query(`USE ${NAME}`);
  const [tables] = await root.query({ sql: 'SHOW TABLES', rowsAsArray: true });
  const statements = ['SET foreign_key_checks = 0'];
  for (const [table] of tables) statements.push(...(await statementsOf(root, table)));
  await root.query(`DROP DATABASE ${NAME}`);
  await root.end();
  writeFileSync(file, `${statements.join(';\n')};\n`);
}

async function statementsOf(root, table) {
  const [[shown]] = await root.query(`SHOW CREATE TABLE ${table}`);
  const [rows, fields] = await root.query({ sql: `SELECT * FROM ${table}`, rowsAsArray: true });
  const created = shown['Create Table'];
  if (rows.length === 0) return [created];
  const names = fields.map(({ name }) => name).join(', ');
  return [created, mysql.format(`INSERT INTO ${table} (${names}) VALUES ?`, [rows])];
}
