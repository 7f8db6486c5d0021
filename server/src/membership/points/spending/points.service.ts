import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  pointsFor,
  pointsGivenBack,
  redemptionMax,
  restorePoints,
  spendPoints,
  type ExpiringPoints,
  type Fen,
  type LotPoints,
  type Redemption,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Ledger } from '../../../ledger/ledger.service.js';
import { Clock } from '../../../platform/clock.js';
import { Refusal } from '../../../platform/refusal.js';
import type { Tx } from '../../../platform/transaction.js';
import { PointAccounts } from '../lots/point-accounts.js';
import { filledLots, lotsOf, movesOf } from '../lots/point-lot.store.js';
import { PointsRules } from '../points-rules.js';
import {
  findHold,
  givenBack,
  insertGiveBack,
  insertHold,
  lockHolds,
  moveHolds,
  noteHeldAgain,
  type HoldRow,
} from './point-hold.store.js';

type Reader = Pick<EntityManager, 'query'>;

/**
 * Paying orders with points, in the transactions of the order: held when it is placed, captured
 * when it is paid, released when it closes, given back when it is refunded. Safe to repeat.
 */
@Injectable()
export class Points {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: PointsRules,
    private readonly ledger: Ledger,
    private readonly accounts: PointAccounts,
  ) {}

  /** The most that this shopper's points may pay of such goods now. */
  async redemption(
    shopperId: string,
    goodsFen: Fen,
    db: Reader = this.db.manager,
  ): Promise<Redemption & { available: number }> {
    const { isOn, redeem } = await this.rules.current(db);
    const active = isOn ? (await this.ledger.balances(shopperId, db))['points.active'] : 0;
    const available = Math.max(0, active);
    return { ...redemptionMax(goodsFen, available, redeem), available };
  }

  /**
   * Holds the points that pay `amountFen` of an order; whether it may be so much is `redemption`'s
   * to say. @throws Refusal POINTS_INSUFFICIENT
   */
  async hold(
    tx: Tx,
    { shopperId, orderId, amountFen }: { shopperId: string; orderId: string; amountFen: Fen },
  ): Promise<void> {
    await lockShopper(tx, shopperId);
    const known = await findHold(tx, orderId);
    if (known) return assert(known.amountFen === amountFen, `another amount held for ${orderId}`);
    const { isOn, redeem } = await this.rules.current(tx);
    const points = pointsFor(amountFen, redeem);
    const hold = { orderId, shopperId, points, timesHeld: 1 };
    const entryId = isOn ? await this.take(tx, hold) : null;
    if (entryId === null) throw new Refusal('POINTS_INSUFFICIENT', { points });
    await insertHold(tx, { ...hold, state: 'held', amountFen, entryId });
  }

  /** The orders are paid: what they hold is spent. Those that hold none are passed over. */
  async capture(tx: Tx, orderIds: readonly string[]): Promise<void> {
    if (orderIds.length === 0) return;
    const held = (await lockHolds(tx, orderIds)).filter(({ state }) => state === 'held');
    if (held.length === 0) return;
    await moveHolds(tx, held, 'captured');
    for (const { orderId, shopperId, points } of held) {
      await this.accounts.post(
        tx,
        { kind: 'points-captured', key: orderId, shopperId, reference: aboutOrder(orderId) },
        [
          { account: 'points.held', amount: -points },
          { account: 'shop.points-redeemed', amount: points },
        ],
        [],
      );
    }
  }

  /** The order closed unpaid: what it holds is back where it was. */
  async release(tx: Tx, orderId: string): Promise<void> {
    const hold = await this.locked(tx, orderId);
    if (hold?.state !== 'held') return;
    await moveHolds(tx, [hold], 'released');
    const { shopperId, points, timesHeld } = hold;
    const reference = aboutOrder(orderId);
    const key = `${orderId}/${timesHeld}`;
    const entry = { kind: 'points-released' as const, key, shopperId, reference };
    const parts = await this.whereTo(tx, hold, 0, points);
    await this.accounts.credit(tx, entry, { from: 'points.held', parts });
  }

  /** A closed order was paid late: holds the same points again, or answers false. */
  async tryHoldAgain(tx: Tx, orderId: string): Promise<boolean> {
    const hold = await this.locked(tx, orderId);
    if (hold?.state !== 'released') return true;
    const entryId = await this.take(tx, { ...hold, timesHeld: hold.timesHeld + 1 });
    if (entryId === null) return false;
    await moveHolds(tx, [hold], 'held');
    await noteHeldAgain(tx, orderId, entryId);
    return true;
  }

  /**
   * So much more of what points paid goes back, as points, to the lots they came from: each keeps
   * its expiry, and what has expired meanwhile expires at once (case 41). Once for each refund.
   */
  async giveBack(
    tx: Tx,
    { orderId, refundId, amountFen }: { orderId: string; refundId: string; amountFen: Fen },
  ): Promise<void> {
    if (amountFen === 0) return;
    const hold = await this.locked(tx, orderId);
    assert(hold?.state === 'captured', `no points paid for ${orderId}`);
    const { backFen, backPoints, isKnown } = await givenBack(tx, orderId, refundId);
    if (isKnown) return;
    const points = pointsGivenBack({ ...hold, backFen, backPoints }, amountFen);
    await insertGiveBack(tx, { refundId, orderId, amountFen, points });
    if (points === 0) return;
    const { shopperId } = hold;
    const reference = aboutOrder(orderId);
    const entry = { kind: 'points-given-back' as const, key: refundId, shopperId, reference };
    const parts = await this.whereTo(tx, hold, backPoints, points);
    await this.accounts.credit(tx, entry, { from: 'shop.points-redeemed', parts });
  }

  /** The entry that holds the points, or null when they are not there. */
  private async take(
    tx: Tx,
    { orderId, shopperId, points, timesHeld }: Omit<HoldRow, 'state' | 'amountFen' | 'entryId'>,
  ): Promise<string | null> {
    const lots = await filledLots(tx, shopperId);
    const parts = spendPoints(lots, points, this.clock.now());
    if (!parts) return null;
    const key = `${orderId}/${timesHeld}`;
    const reference = aboutOrder(orderId);
    const entry = { kind: 'points-held' as const, key, shopperId, reference };
    return this.accounts.debit(tx, entry, points, { to: 'points.held', parts });
  }

  /** Behind the shopper's lock, which every change of a hold takes first. */
  private async locked(tx: Tx, orderId: string): Promise<HoldRow | null> {
    const seen = await findHold(tx, orderId);
    if (!seen) return null;
    await lockShopper(tx, seen.shopperId);
    return (await lockHolds(tx, [orderId]))[0] ?? null;
  }

  private async whereTo(
    tx: Tx,
    { entryId }: HoldRow,
    back: number,
    points: number,
  ): Promise<ExpiringPoints[]> {
    const taken = (await movesOf(tx, entryId)).map(({ lotId, points: moved }) => ({
      lotId,
      points: -moved,
    }));
    const parts = restorePoints(taken, back, points);
    const lots = await lotsOf(tx, parts.map(idOf));
    return lots.map((lot) => ({
      ...lot,
      points: parts.find(({ lotId }) => lotId === lot.lotId)?.points ?? 0,
    }));
  }
}

function idOf({ lotId }: LotPoints): string {
  return lotId;
}

function aboutOrder(id: string) {
  return { kind: 'order', id };
}
