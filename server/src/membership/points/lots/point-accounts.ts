import { Injectable } from '@nestjs/common';
import {
  afterDebt,
  isExpired,
  sumPoints,
  type ExpiringPoints,
  type LotPoints,
  type PointsEntryKind,
  type Posting,
  type ShopAccount,
} from '@siyu/shared';
import { Ledger, type LedgerEntry } from '../../../ledger/ledger.service.js';
import { Clock } from '../../../platform/clock.js';
import type { Tx } from '../../../platform/transaction.js';
import { moveLots, noteExpired } from './point-lot.store.js';

/** An entry about points: whose, why, and what makes it count once. */
export interface PointsEntry extends Pick<LedgerEntry, 'shopperId' | 'reference'> {
  kind: PointsEntryKind;
  /** With the kind, unique for ever. */
  key: string;
}

type PointsAccount =
  Extract<ShopAccount, `shop.points-${string}`> | 'points.pending' | 'points.held';

/**
 * Moves points in the ledger and in their lots alike. Whoever calls holds the shopper's lock, so
 * that the lots are as they were read.
 */
@Injectable()
export class PointAccounts {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Posts an entry and the moves of lots that belong to it; the entry's id. */
  async post(
    tx: Tx,
    { kind, key, shopperId, reference }: PointsEntry,
    postings: readonly Posting[],
    parts: readonly LotPoints[],
  ): Promise<string> {
    const businessKey = `${kind}/${key}`;
    const entry = { businessKey, kind, shopperId, reference, postings };
    const { entryId } = await this.ledger.post(tx, entry, 'POINTS_INSUFFICIENT');
    await moveLots(tx, entryId, parts);
    return entryId;
  }

  /** Takes active points out of these lots into another account; the entry's id. */
  debit(
    tx: Tx,
    entry: PointsEntry,
    points: number,
    { to, parts }: { to: PointsAccount; parts: readonly LotPoints[] },
  ): Promise<string> {
    const postings = [
      { account: 'points.active' as const, amount: -points },
      { account: to, amount: points },
    ];
    return this.post(tx, entry, postings, parts.map(negative));
  }

  /**
   * Puts points into active lots. A negative balance is made good first; what has expired in the
   * meantime expires at once, in an entry of its own (case 41).
   */
  async credit(
    tx: Tx,
    entry: PointsEntry,
    { from, parts }: { from: PointsAccount; parts: readonly ExpiringPoints[] },
  ): Promise<void> {
    const balance = await this.ledger.balances(entry.shopperId, tx);
    const staying = afterDebt(parts, balance['points.active']);
    const points = sumPoints(parts);
    const postings = [
      { account: from, amount: -points },
      { account: 'points.active' as const, amount: points },
    ];
    // From pending, a lot is filled already: what it loses is what pays the debt.
    const isFilled = from === 'points.pending';
    await this.post(tx, entry, postings, isFilled ? minus(staying, parts) : staying);
    const now = this.clock.now();
    const late = staying.filter((part) => isExpired(part, now));
    if (late.length > 0)
      await this.expire(tx, { ...entry, key: `${entry.kind}/${entry.key}` }, late);
  }

  /** Active points whose time has passed are gone. */
  async expire(
    tx: Tx,
    { shopperId, key, reference }: Omit<PointsEntry, 'kind'>,
    parts: readonly LotPoints[],
  ): Promise<void> {
    const entry: PointsEntry = { kind: 'points-expired', key, shopperId, reference };
    await this.debit(tx, entry, sumPoints(parts), { to: 'shop.points-expired', parts });
    await noteExpired(tx, parts);
  }
}

function negative({ lotId, points }: LotPoints): LotPoints {
  return { lotId, points: -points };
}

/** What lots that hold `before` lose to come to `after`. */
function minus(after: readonly LotPoints[], before: readonly LotPoints[]): LotPoints[] {
  return before.flatMap(({ lotId, points }) => {
    const left = after.find((one) => one.lotId === lotId)?.points ?? 0;
    return left < points ? [{ lotId, points: left - points }] : [];
  });
}
