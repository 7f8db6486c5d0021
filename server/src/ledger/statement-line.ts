import type { ShopperAccount } from '@siyu/shared';
import type { StatementRow } from './ledger.store.js';

/** What one entry did to the accounts of a statement. */
export interface StatementLine {
  entryId: string;
  kind: string;
  reference: { kind: string; id: string };
  at: Date;
  /** By account named in the entry: what it received and what it held after. */
  moves: Partial<Record<ShopperAccount, { amount: number; balanceAfter: number }>>;
  /** Of its last posting: where the next page begins. */
  number: number;
}

/** Postings, newest first, gathered by entry. */
export function linesOf(postings: readonly StatementRow[]): StatementLine[] {
  const lines = new Map<string, StatementLine>();
  for (const { entryId, kind, referenceKind, referenceId, at, number, ...posting } of postings) {
    const reference = { kind: referenceKind, id: referenceId };
    const line = lines.get(entryId) ?? { entryId, kind, reference, at, moves: {}, number };
    const { account, amount, balanceAfter } = posting;
    lines.set(entryId, {
      ...line,
      number,
      moves: { ...line.moves, [account]: { amount, balanceAfter } },
    });
  }
  return [...lines.values()];
}
