import { assert } from '../assert.js';

/** Points of one lot. */
export interface LotPoints {
  lotId: string;
  points: number;
}

export interface ExpiringPoints extends LotPoints {
  /** From this instant on they cannot be spent; null for never. */
  expiresAt: Date | null;
}

export function sumPoints(parts: readonly LotPoints[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}

/** What expires first is spent first; of equals the older, whose id is the lower. */
export function inSpendingOrder<L extends ExpiringPoints>(lots: readonly L[]): L[] {
  const time = ({ expiresAt }: L) => expiresAt?.getTime() ?? Infinity;
  return [...lots].sort((a, b) =>
    time(a) === time(b) ? (a.lotId < b.lotId ? -1 : 1) : time(a) < time(b) ? -1 : 1,
  );
}

export function isExpired({ expiresAt }: Pick<ExpiringPoints, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** What spending so many takes of each lot; null when those that can be spent do not hold them. */
export function spendPoints(
  lots: readonly ExpiringPoints[],
  points: number,
  now: Date,
): LotPoints[] | null {
  assert(points > 0, `nothing to spend: ${points}`);
  const parts = takeInOrder(
    lots.filter((lot) => !isExpired(lot, now)),
    points,
  );
  return sumPoints(parts) === points ? parts : null;
}

/**
 * What taking back so many takes of each lot: of the one that was given, then of the others. What
 * is in none of them is spent already, and makes the balance negative (case 40).
 */
export function reclaimPoints(
  givenLotId: string,
  lots: readonly ExpiringPoints[],
  points: number,
): LotPoints[] {
  const own = takeInOrder(
    lots.filter(({ lotId }) => lotId === givenLotId),
    points,
  );
  const others = lots.filter(({ lotId }) => lotId !== givenLotId);
  return [...own, ...takeInOrder(others, points - sumPoints(own))];
}

/** What lots are credited while the balance is `balance`: a debt is paid first, of the shortest. */
export function afterDebt<L extends ExpiringPoints>(credited: readonly L[], balance: number): L[] {
  const paying = takeInOrder(credited, Math.max(0, -balance));
  return credited.flatMap((one) => {
    const paid = paying.find(({ lotId }) => lotId === one.lotId)?.points ?? 0;
    return one.points > paid ? [{ ...one, points: one.points - paid }] : [];
  });
}

/**
 * Where `points` more go back to of what was taken, `back` of them having gone back before: what
 * was taken last, and so lasts longest, comes first.
 */
export function restorePoints(
  taken: readonly LotPoints[],
  back: number,
  points: number,
): LotPoints[] {
  assert(back + points <= sumPoints(taken), `${back + points} back of fewer`);
  let skip = back;
  let due = points;
  return [...taken].reverse().flatMap(({ lotId, points: ofLot }) => {
    const skipped = Math.min(skip, ofLot);
    const part = Math.min(due, ofLot - skipped);
    skip -= skipped;
    due -= part;
    return part > 0 ? [{ lotId, points: part }] : [];
  });
}

/** Up to so many, in spending order. */
function takeInOrder(lots: readonly ExpiringPoints[], points: number): LotPoints[] {
  let due = points;
  return inSpendingOrder(lots).flatMap(({ lotId, points: left }) => {
    const part = Math.min(due, left);
    due -= part;
    return part > 0 ? [{ lotId, points: part }] : [];
  });
}
