import { parseArgs } from 'node:util';
import { operatorLoginSchema } from '@siyu/shared';
import type { DataSource } from 'typeorm';
import { addOperator, resetOperator, roleNames } from '../admin/local-operators.js';
import { SystemClock } from '../platform/clock.js';
import { readToolConfig } from '../platform/config.js';
import { migrate } from '../platform/data-source.js';
import { Refusal } from '../platform/refusal.js';
import { command, Misuse } from './command.js';
import { openToolDatabase } from './tool-database.js';

const POOL = 2;
const USAGE = `npm run operator -- add NAME --role ROLE [--role ROLE]   add an operator
npm run operator -- reset NAME                           make a new password`;

interface Task {
  verb: 'add' | 'reset';
  name: string;
  roles: string[];
}

/** Adds operators and resets their passwords from the machine itself; prints the password once. */
async function main(): Promise<number> {
  const task = taskOf(process.argv.slice(2));
  const { db, close } = await openToolDatabase(readToolConfig(process.env), POOL);
  try {
    const now = new SystemClock().now();
    await migrate(db, now);
    process.stdout.write(
      `Operator ${task.name} / ${await passwordBy(task, db, now)}   (shown this once)\n`,
    );
  } finally {
    await close();
  }
  return 0;
}

/** @throws Misuse when it is none */
function taskOf(given: string[]): Task {
  const { positionals, roles } = wordsOf(given);
  const [verb, name] = positionals;
  if (name === undefined || positionals.length !== 2) throw new Misuse(USAGE);
  if (!operatorLoginSchema.shape.name.safeParse(name).success) {
    throw new Misuse('an operator’s name has 1 to 40 characters');
  }
  if (verb === 'reset' && roles.length === 0) return { verb, name, roles };
  if (verb === 'add' && roles.length > 0) return { verb, name, roles };
  throw new Misuse(USAGE);
}

function wordsOf(given: string[]): { positionals: string[]; roles: string[] } {
  const options = { role: { type: 'string', multiple: true } } as const;
  try {
    const { positionals, values } = parseArgs({ args: given, allowPositionals: true, options });
    return { positionals, roles: [...new Set(values.role)] };
  } catch {
    throw new Misuse(USAGE);
  }
}

async function passwordBy({ verb, name, roles }: Task, db: DataSource, now: Date): Promise<string> {
  try {
    if (verb === 'reset') return await resetOperator(db, name, now);
    return await addOperator(db, { name, roles }, now);
  } catch (error) {
    throw error instanceof Refusal ? await inWords(error, name, db) : error;
  }
}

async function inWords(refusal: Refusal, name: string, db: DataSource): Promise<Error> {
  const { code, facts } = refusal;
  if (code === 'OPERATOR_NAME_TAKEN') {
    return new Misuse(
      `${name} is there already; a new password: npm run operator -- reset ${name}`,
    );
  }
  if (code !== 'NOT_FOUND') return refusal;
  if (facts['role'] === undefined) return new Misuse(`there is no operator ${name}`);
  const names = (await roleNames(db)).join(', ');
  return new Misuse(`there is no role ${String(facts['role'])}; roles: ${names}`);
}

await command(main);
