import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { addOperator, resetOperator } from '../admin/local-operators.js';
import { SystemClock } from '../platform/clock.js';
import { readToolConfig } from '../platform/config.js';
import { databasePlace, migrate, openDataSource } from '../platform/data-source.js';
import { startPrivateDatabase } from '../platform/private-database.js';
import { Refusal } from '../platform/refusal.js';

const POOL = 2;
const USAGE = `npm run operator -- add NAME --role ROLE [--role ROLE]   add an operator
npm run operator -- reset NAME                           make a new password
`;

type Task = (db: DataSource, now: Date) => Promise<string>;

/** Adds operators and resets their passwords from the machine itself; prints the password once. */
async function main(): Promise<void> {
  const task = taskOf(process.argv.slice(2));
  if (!task) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const password = await withDatabase(task);
  process.stdout.write(`${password}\n`);
}

function taskOf(given: string[]): Task | null {
  const { positionals, values } = parseArgs({
    args: given,
    allowPositionals: true,
    options: { role: { type: 'string', multiple: true } },
  });
  const [verb, name] = positionals;
  const roles = values.role ?? [];
  if (name === undefined || positionals.length !== 2) return null;
  if (verb === 'reset' && roles.length === 0) return (db, now) => resetOperator(db, name, now);
  if (verb === 'add' && roles.length > 0) return (db, now) => addOperator(db, { name, roles }, now);
  return null;
}

async function withDatabase(task: Task): Promise<string> {
  const config = readToolConfig(process.env);
  const isPrivate = !config.DATABASE_URL && !config.DATABASE_SOCKET;
  const database = isPrivate ? await startPrivateDatabase(config.SIYU_DIR) : null;
  const db = await openDataSource(databasePlace(config, database?.socketPath ?? null), POOL);
  try {
    const now = new SystemClock().now();
    await migrate(db, now);
    return await task(db, now);
  } finally {
    await db.destroy();
    await database?.stop();
  }
}

main().catch((error: unknown) => {
  const text =
    error instanceof Refusal ? `${error.code} ${JSON.stringify(error.facts)}` : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
