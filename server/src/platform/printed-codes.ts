import { randomInt } from 'node:crypto';
import { CODE_LENGTH, CODE_LETTERS } from '@siyu/shared';
import type { DataSource } from 'typeorm';
import type { Jobs } from './jobs.js';
import { inTransaction, type Tx } from './transaction.js';

const ATTEMPTS_MAX = 5;
const PRINTED_AT_ONCE = 2_000;
const EXPORTED_AT_ONCE = 1_000;

/** Codes are not guessed at this pace; nobody types faster. */
export const CODE_LIMIT = { rateLimit: { max: 10, timeWindow: 60_000 } };

/** So many codes that were ordered, and how many of them there are. */
export interface PrintedBatch {
  id: string;
  codes: number;
  printed: number;
  revokedAt: Date | null;
}

/** Batches of one kind, and where their codes are kept. */
export interface PrintedKind<B extends PrintedBatch> {
  /** The job’s; its payload is `{ batchId }`. */
  kind: string;
  lock: (tx: Tx, id: string) => Promise<B | null>;
  /** Adds those that nobody has drawn before to a locked batch. */
  add: (tx: Tx, batch: B, codes: readonly string[]) => Promise<unknown>;
}

/** Registers the job that prints batches of a kind: in bulk, no code twice, none to be guessed. */
export function printsCodes<B extends PrintedBatch>(
  { jobs, db }: { jobs: Jobs; db: DataSource },
  { kind, lock, add }: PrintedKind<B>,
): void {
  /** Two workers of one batch take turns: each adds what is missing behind the batch’s lock. */
  const printSome = async (tx: Tx, batchId: string): Promise<boolean> => {
    const batch = await lock(tx, batchId);
    if (!batch || batch.revokedAt || batch.printed >= batch.codes) return false;
    const count = Math.min(PRINTED_AT_ONCE, batch.codes - batch.printed);
    // One that was drawn before is left out, and made up for by the next go.
    await add(tx, batch, Array.from({ length: count }, drawCode));
    return true;
  };
  jobs.register({
    kind,
    attemptsMax: ATTEMPTS_MAX,
    run: async ({ batchId }: { batchId: string }) => {
      while (await inTransaction(db, (tx) => printSome(tx, batchId)));
    },
  });
}

/** One code at random. */
export function drawCode(): string {
  return Array.from(
    { length: CODE_LENGTH },
    () => CODE_LETTERS[randomInt(CODE_LETTERS.length)],
  ).join('');
}

/** Every code of a batch, read page by page as a file is written. */
export async function* everyCode<C extends { key: string }>(
  read: (page: { cursor: string | undefined; limit: number }) => Promise<readonly C[]>,
): AsyncGenerator<C> {
  let cursor: string | undefined;
  do {
    const found = await read({ cursor, limit: EXPORTED_AT_ONCE });
    yield* found;
    cursor = found.length === EXPORTED_AT_ONCE ? found.at(-1)?.key : undefined;
  } while (cursor !== undefined);
}
