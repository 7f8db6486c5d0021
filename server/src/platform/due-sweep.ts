import type { Sweep } from './sweeps.js';

/** A row that waits for its time. */
export interface Due {
  id: string;
  dueAt: Date;
}

export interface DueWork<D extends Due> {
  pageSize: number;
  /** Rows that are due after this one, by deadline and then id; `pageSize` at most. */
  page: (after: Due) => Promise<D[]>;
  /** Moves one on, in a transaction of its own. */
  move: (one: D) => Promise<unknown>;
  /** Moves a whole page on at once; where that fails, each of it is moved alone. */
  moveAll?: (page: readonly D[]) => Promise<unknown>;
  /** Tells of one that could not be moved; the next round tries it again. */
  failed: (one: D, error: unknown) => void;
}

const BEGINNING: Due = { id: '', dueAt: new Date(0) };

/**
 * A sweep that goes through all that is due, a page a run, and then begins anew: it goes past what
 * cannot be moved, so that however many of those there are, they hold up nothing behind them.
 */
export function dueSweep<D extends Due>(work: DueWork<D>): Sweep {
  let after = BEGINNING;
  return async () => {
    const page = await work.page(after);
    if (!(await isMovedTogether(work, page))) {
      for (const one of page) await work.move(one).catch((error) => work.failed(one, error));
    }
    const last = page.length === work.pageSize ? page.at(-1) : undefined;
    after = last ?? BEGINNING;
    return last !== undefined;
  };
}

async function isMovedTogether<D extends Due>(work: DueWork<D>, page: readonly D[]) {
  if (!work.moveAll || page.length === 0) return false;
  return work.moveAll(page).then(
    () => true,
    () => false,
  );
}
