import { Injectable } from '@nestjs/common';
import type { FlashSaleRule } from '@siyu/shared';
import { Stock, type StockItem } from '../../catalog/stock.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { isDuplicate, type Tx } from '../../platform/transaction.js';
import {
  addLaidOut,
  addUnits,
  heldBy,
  insertMovements,
  isOver,
  lockUnits,
  type ActivityReason,
  type ActivityUnits,
} from './activity-stock.store.js';

/** Units of one campaign that move for one reason: an order, an after-sale. */
export interface ActivityMove {
  campaignId: string;
  reason: ActivityReason;
  referenceId: string;
  items: readonly StockItem[];
}

/**
 * Stock set apart for a campaign: taken from the ordinary stock when it is published, given back
 * when it is over. Like the ordinary one it is a ledger with its sum beside it, taken by one
 * conditional UPDATE, and what comes back comes back once.
 */
@Injectable()
export class ActivityStock {
  constructor(
    private readonly clock: Clock,
    private readonly stock: Stock,
  ) {}

  /**
   * Sets apart what a rule says, or gives back what it says no more. What was sold stays sold: a
   * rule that says fewer ends the sale there.
   * @throws Refusal STOCK_INSUFFICIENT when the ordinary stock has not so many
   */
  async layOut(tx: Tx, campaignId: string, prices: FlashSaleRule['prices']): Promise<void> {
    const wanted = new Map(prices.map(({ skuId, stock }) => [skuId, stock]));
    const known = new Map((await lockUnits(tx, campaignId)).map((one) => [one.skuId, one]));
    const skuIds = [...new Set([...wanted.keys(), ...known.keys()])];
    const changes = skuIds.map((skuId) => ({
      skuId,
      quantity: changeOf(known.get(skuId), wanted.get(skuId) ?? 0),
    }));
    await this.setApart(tx, campaignId, changes);
  }

  /** Gives what is left to the ordinary stock. */
  async giveBack(tx: Tx, campaignId: string): Promise<void> {
    const left = await lockUnits(tx, campaignId);
    await this.setApart(
      tx,
      campaignId,
      left.map(({ skuId, stock }) => ({ skuId, quantity: -stock })),
    );
  }

  /** Takes units for an order, all or none. @throws Refusal FLASH_SOLD_OUT; the caller rolls back */
  async take(tx: Tx, move: ActivityMove): Promise<void> {
    const items = inOrder(move.items);
    for (const { skuId, quantity } of items) {
      const taken = await addUnits(tx, move.campaignId, { skuId, quantity: -quantity });
      if (!taken) throw new Refusal('FLASH_SOLD_OUT', { skuIds: [skuId] });
    }
    await this.record(tx, move, -1);
  }

  /**
   * Takes units again for an order that was paid after it had closed. Where the campaign is over,
   * its units went back to the ordinary stock, and are taken from there.
   * @throws Refusal FLASH_SOLD_OUT, STOCK_INSUFFICIENT; the caller rolls back
   */
  async takeAgain(tx: Tx, move: ActivityMove): Promise<void> {
    if (await isOver(tx, move.campaignId, this.clock.now())) {
      const known = new Map((await lockUnits(tx, move.campaignId)).map((one) => [one.skuId, one]));
      const lacking = move.items.map(({ skuId, quantity }) => ({
        skuId,
        quantity: Math.max(0, quantity - (known.get(skuId)?.stock ?? 0)),
      }));
      await this.setApart(tx, move.campaignId, lacking);
    }
    await this.take(tx, move);
  }

  /** Gives units back to the activity; false (and nothing done) when this was done before. */
  async putBack(tx: Tx, move: ActivityMove): Promise<boolean> {
    if (move.items.length === 0) return false;
    try {
      await this.record(tx, move, 1);
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
    for (const item of inOrder(move.items)) await addUnits(tx, move.campaignId, item);
    return true;
  }

  /** Case 21: what an order holds comes back to its activity once, also after that has ended. */
  async putBackHeld(tx: Tx, orderId: string): Promise<void> {
    for (const { campaignId, ...item } of await heldBy(tx, orderId)) {
      await this.putBack(tx, {
        ...{ campaignId, reason: 'order-closed', referenceId: orderId, items: [item] },
      });
    }
  }

  /** Moves units between the ordinary stock and the activity's; negative ones go back. */
  private async setApart(tx: Tx, campaignId: string, changes: readonly StockItem[]): Promise<void> {
    const referenceId = newId(this.clock.now());
    const more = inOrder(changes.filter(({ quantity }) => quantity > 0));
    const fewer = inOrder(changes.filter(({ quantity }) => quantity < 0));
    const back = fewer.map(({ skuId, quantity }) => ({ skuId, quantity: -quantity }));
    for (const item of [...more, ...fewer]) await addLaidOut(tx, campaignId, item);
    const moveOf = (reason: ActivityReason, items: readonly StockItem[]): ActivityMove => ({
      ...{ campaignId, reason, referenceId, items },
    });
    if (more.length > 0) {
      await this.record(tx, moveOf('set-apart', more), 1);
      await this.stock.hold(tx, moveOf('set-apart', more));
    }
    if (back.length > 0) {
      await this.record(tx, moveOf('set-apart-back', back), -1);
      await this.stock.release(tx, moveOf('set-apart-back', back));
    }
  }

  private record(
    tx: Tx,
    { campaignId, reason, referenceId, items }: ActivityMove,
    sign: 1 | -1,
  ): Promise<void> {
    const movements = items.map(({ skuId, quantity }) => ({
      ...{ referenceId, reason, campaignId, skuId, quantity: sign * quantity },
    }));
    return insertMovements(tx, movements, this.clock.now());
  }
}

function changeOf(known: ActivityUnits | undefined, wanted: number): number {
  if (!known) return wanted;
  const sold = known.laidOut - known.stock;
  return Math.max(wanted, sold) - known.laidOut;
}

/** Two that take the same goods never wait for each other crosswise. */
function inOrder(items: readonly StockItem[]): StockItem[] {
  return [...items].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
}
