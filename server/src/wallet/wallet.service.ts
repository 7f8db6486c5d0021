import { Injectable } from '@nestjs/common';
import {
  amountOf,
  assert,
  fen,
  restore,
  spend,
  totalOf,
  type Fen,
  type LotPart,
  type WalletAmount,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { Ledger } from '../ledger/ledger.service.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import {
  countGivenBack,
  holdAgain,
  insertHold,
  lockHolds,
  moveHolds,
  principalOf,
  type Hold,
} from './hold.store.js';
import { lockLots, moveLots, lockTakenBy } from './lot.store.js';
import { heldPostings, inBalance, inHeld, inShop, type WalletEntry } from './wallet-entry.js';

/** The part of an order that is to be paid by balance. */
export interface BalanceTender {
  shopperId: string;
  orderId: string;
  /** More than 0. */
  amountFen: Fen;
}

/**
 * Paying by balance. What an order takes is held until it is paid, and every write is safe to
 * repeat. Locks come in this order everywhere: the hold, its lots, the balances.
 */
@Injectable()
export class Wallet {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Takes the amount out of the balance for an order that is placed.
   * @throws Refusal BALANCE_INSUFFICIENT
   */
  async hold(tx: Tx, tender: BalanceTender): Promise<WalletAmount> {
    const [known] = await lockHolds(tx, [tender.orderId]);
    if (known) return sameHold(known, tender);
    const parts = await spendable(tx, tender);
    if (!parts) throw new Refusal('BALANCE_INSUFFICIENT');
    const amount = amountOf(parts);
    await insertHold(tx, { ...tender, ...amount }, this.clock.now());
    await this.moveToHeld(tx, tender, parts, 1);
    return amount;
  }

  /** Orders that are paid keep what they hold; those that hold nothing are passed over. */
  async capture(tx: Tx, orderIds: readonly string[]): Promise<void> {
    const holds = (await lockHolds(tx, orderIds)).filter(({ state }) => state === 'held');
    if (holds.length === 0) return;
    await moveHolds(tx, holds, 'captured');
    for (const hold of holds) {
      const postings = [...inHeld(hold, -1), ...inShop('shop.sales', hold.amountFen)];
      await this.ledger.post(tx, entryOf('order-captured', hold, postings, `/${hold.holds}`));
    }
  }

  /** An order that closes unpaid gives all of it back to the lots it came from. */
  async release(tx: Tx, orderId: string): Promise<void> {
    const [hold] = await lockHolds(tx, [orderId]);
    if (hold?.state !== 'held') return;
    await moveHolds(tx, [hold], 'released');
    const parts = await lockTakenBy(tx, orderId);
    const entry = entryOf('order-released', hold, heldPostings(parts, -1), `/${hold.holds}`);
    const { entryId } = await this.ledger.post(tx, entry);
    await moveLots(tx, { entryId, orderId }, parts, 1);
  }

  /** As `hold`, for an order that is paid late; false where the balance has no such amount now. */
  async tryHoldAgain(tx: Tx, tender: BalanceTender): Promise<boolean> {
    const [hold] = await lockHolds(tx, [tender.orderId]);
    assert(hold !== undefined, `${tender.orderId} never held`);
    if (hold.state !== 'released') return true;
    const parts = await spendable(tx, tender);
    if (!parts) return false;
    await holdAgain(tx, hold, amountOf(parts), this.clock.now());
    await this.moveToHeld(tx, tender, parts, hold.holds + 1);
    return true;
  }

  /**
   * A refund gives part of what a paid order took back to its lots, in the ratio it was taken.
   * @param refundId counts once; the amount is at most what has not been given back
   */
  async giveBack(
    tx: Tx,
    { orderId, refundId, amountFen }: { orderId: string; refundId: string; amountFen: Fen },
  ): Promise<void> {
    const [hold] = await lockHolds(tx, [orderId]);
    assert(hold?.state === 'captured', `${orderId} has nothing to give back`);
    const businessKey = `order-given-back/${refundId}`;
    if (await this.ledger.isPosted(tx, businessKey)) return;
    const parts = restore(await lockTakenBy(tx, orderId), amountFen);
    const postings = [...inBalance(amountOf(parts), 1), ...inShop('shop.sales', -amountFen)];
    const entry = { ...entryOf('order-given-back', hold, postings), businessKey };
    const { entryId } = await this.ledger.post(tx, entry);
    await moveLots(tx, { entryId, orderId }, parts, 1);
    await countGivenBack(tx, orderId, amountFen);
  }

  /** What of an order was paid by principal; `db` is the transaction's own inside one. */
  async principalOf(db: Pick<EntityManager, 'query'>, orderId: string): Promise<Fen> {
    return (await principalOf(db, [orderId])).get(orderId) ?? fen(0);
  }

  private async moveToHeld(
    tx: Tx,
    tender: BalanceTender,
    parts: readonly LotPart[],
    nth: number,
  ): Promise<void> {
    const entry = entryOf('order-held', tender, heldPostings(parts, 1), `/${nth}`);
    const { entryId } = await this.ledger.post(tx, entry);
    await moveLots(tx, { entryId, orderId: tender.orderId }, parts, -1);
  }
}

async function spendable(tx: Tx, { shopperId, amountFen }: BalanceTender) {
  return spend(await lockLots(tx, shopperId), amountFen);
}

/** A repeat of a hold answers with it; another under the same order would be a bug. */
function sameHold(hold: Hold, { shopperId, amountFen, orderId }: BalanceTender): WalletAmount {
  const isSame = hold.shopperId === shopperId && hold.amountFen === amountFen;
  assert(isSame && totalOf(hold) === amountFen, `${orderId} holds another amount`);
  return { principalFen: hold.principalFen, bonusFen: hold.bonusFen };
}

function entryOf(
  kind: WalletEntry['kind'],
  { shopperId, orderId }: Pick<BalanceTender, 'shopperId' | 'orderId'>,
  postings: WalletEntry['postings'],
  nth = '',
): WalletEntry {
  const reference = { kind: 'order', id: orderId };
  return { businessKey: `${kind}/${orderId}${nth}`, kind, shopperId, reference, postings };
}
