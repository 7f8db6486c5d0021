import { assert } from '../assert.js';
import { allocate, fen, type Fen } from '../money.js';

/** Principal and bonus of one lot. */
export interface LotPart {
  lotId: string;
  principalFen: Fen;
  bonusFen: Fen;
}

/** Principal and bonus, whatever lots they lie in. */
export interface WalletAmount {
  principalFen: Fen;
  bonusFen: Fen;
}

export function amountOf(parts: readonly WalletAmount[]): WalletAmount {
  return {
    principalFen: fen(parts.reduce((sum, part) => sum + part.principalFen, 0)),
    bonusFen: fen(parts.reduce((sum, part) => sum + part.bonusFen, 0)),
  };
}

export function totalOf({ principalFen, bonusFen }: WalletAmount): Fen {
  return fen(principalFen + bonusFen);
}

/**
 * What paying `amount` takes of each lot, the oldest of which comes first; null when they do not
 * hold that much. Of a lot, principal and bonus go in the ratio of what is left of them. What does
 * not divide is taken from the bonus: principal is what the shopper can ask back.
 */
export function spend(lots: readonly LotPart[], amount: Fen): LotPart[] | null {
  assert(amount > 0, `nothing to spend: ${amount}`);
  const parts: LotPart[] = [];
  let due: number = amount;
  for (const lot of lots) {
    const taken = fen(Math.min(due, totalOf(lot)));
    if (taken === 0) continue;
    const [principalFen = fen(0), bonusFen = fen(0)] = allocate(taken, [
      lot.principalFen,
      lot.bonusFen,
    ]);
    parts.push({ lotId: lot.lotId, principalFen, bonusFen });
    due -= taken;
  }
  return due === 0 ? parts : null;
}

/**
 * What giving `amount` back puts into each lot, `taken` being what it gave and has not had back.
 * In proportion, principal and bonus alike: no lot gets more than it gave, and what is given back
 * last restores every one of them exactly, however many times it took.
 */
export function restore(taken: readonly LotPart[], amount: Fen): LotPart[] {
  const weights = taken.flatMap(({ principalFen, bonusFen }) => [principalFen, bonusFen]);
  const whole = totalOf(amountOf(taken));
  assert(amount > 0 && amount <= whole, `${amount} of ${whole} cannot go back`);
  const given = allocate(amount, weights);
  return taken
    .map(({ lotId }, at) => ({
      lotId,
      principalFen: given[2 * at] ?? fen(0),
      bonusFen: given[2 * at + 1] ?? fen(0),
    }))
    .filter((part) => totalOf(part) > 0);
}

/**
 * What taking this much principal and bonus, each for itself, takes of each lot, the oldest first;
 * null when there is not that much of either.
 */
export function takeApart(lots: readonly LotPart[], amount: WalletAmount): LotPart[] | null {
  let { principalFen, bonusFen }: Record<keyof WalletAmount, number> = amount;
  const parts = lots.map((lot) => {
    const principal = Math.min(principalFen, lot.principalFen);
    const bonus = Math.min(bonusFen, lot.bonusFen);
    principalFen -= principal;
    bonusFen -= bonus;
    return { lotId: lot.lotId, principalFen: fen(principal), bonusFen: fen(bonus) };
  });
  if (principalFen > 0 || bonusFen > 0) return null;
  return parts.filter((part) => totalOf(part) > 0);
}
