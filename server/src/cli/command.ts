import { ConfigInvalid } from '../platform/config.js';
import { Refusal } from '../platform/refusal.js';

const FAILED = 2;

/** What is wrong with what was typed, or with what it is about: shown as it is, without a stack. */
export class Misuse extends Error {}

/**
 * Runs a command of the command line. Its exit code is what `work` answers: 0, or 1 when it found
 * something to complain of; 2 when it could not be done. What the machine or the typist got wrong
 * is said in words; a bug shows its stack.
 */
export async function command(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(`${wordingOf(error)}\n`);
    process.exitCode = FAILED;
  }
}

function wordingOf(error: unknown): string {
  if (error instanceof Misuse || error instanceof ConfigInvalid) return error.message;
  if (error instanceof Refusal) return `${error.code} ${JSON.stringify(error.facts)}`;
  if (!(error instanceof Error)) return String(error);
  // Of the system or the database, such as ECONNREFUSED; of several addresses it has no message.
  if ('code' in error) return error.message || String(error.code);
  return String(error.stack);
}
