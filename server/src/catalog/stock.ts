import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { affected, isDuplicate, rows, type Tx } from '../platform/transaction.js';

/** Why units moved. With its reference it makes a movement unique, so a repeat moves nothing. */
export interface StockMove {
  /** `order-hold`, `order-release`, `import` …: at most 24 characters. */
  reason: string;
  /** The order, after-sale request, import … behind it. */
  referenceId: string;
  items: readonly StockItem[];
  operatorId?: string | null;
  note?: string;
}

export interface StockItem {
  skuId: string;
  /** Units, positive; `adjust` alone takes them signed. */
  quantity: number;
}

/**
 * Sellable units. `sku.stock` always equals the sum of the SKU's movements, and is taken by one
 * conditional UPDATE, so neither a race nor a repeat can sell a unit twice.
 */
@Injectable()
export class Stock {
  constructor(private readonly clock: Clock) {}

  /**
   * Takes units of every SKU, or of none.
   * @throws Refusal STOCK_INSUFFICIENT with the `skuIds` that lack; the caller rolls back
   */
  async hold(tx: Tx, move: StockMove): Promise<void> {
    const lacking = await this.take(tx, move);
    if (lacking !== null) throw new Refusal('STOCK_INSUFFICIENT', { skuIds: lacking });
  }

  /** As `hold`, answering false where units lack and leaving the transaction usable. */
  async tryHold(tx: Tx, move: StockMove): Promise<boolean> {
    return (await this.take(tx, move)) === null;
  }

  /** Gives units back; false (and nothing done) when this reason and reference already did. */
  async release(tx: Tx, move: StockMove): Promise<boolean> {
    const items = inOrder(move.items);
    if (items.length === 0) return false;
    try {
      await this.record(tx, move, items);
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
    await add(tx, items);
    return true;
  }

  /**
   * Moves units either way, as an operator or an import says.
   * @throws Refusal STOCK_BELOW_ZERO when more are taken than there are
   */
  async adjust(tx: Tx, move: StockMove): Promise<void> {
    const items = inOrder(move.items.filter((item) => item.quantity !== 0));
    if (items.length === 0) return;
    if ((await add(tx, items)) < items.length) {
      throw new Refusal('STOCK_BELOW_ZERO', { skuIds: items.map((item) => item.skuId) });
    }
    await this.record(tx, move, items);
  }

  /** Null when all were taken, else the SKUs that lack units and nothing taken. */
  private async take(tx: Tx, move: StockMove): Promise<string[] | null> {
    const items = inOrder(move.items).map((item) => ({ ...item, quantity: -item.quantity }));
    if (items.length === 0) return null;
    // Of several SKUs some may be taken before one lacks: the savepoint gives those back.
    if (items.length > 1) await tx.query('SAVEPOINT stock_take');
    if ((await add(tx, items)) < items.length) {
      if (items.length > 1) await tx.query('ROLLBACK TO SAVEPOINT stock_take');
      return lackingOf(tx, items);
    }
    await this.record(tx, move, items);
    return null;
  }

  private async record(tx: Tx, move: StockMove, items: readonly StockItem[]): Promise<void> {
    const now = this.clock.now();
    const values = items.map((item) => [
      newId(now),
      item.skuId,
      move.reason,
      move.referenceId,
      item.quantity,
      move.operatorId ?? null,
      move.note ?? '',
      now,
    ]);
    await tx.query(
      `INSERT INTO stock_movement
         (id, sku_id, reason, reference_id, quantity, operator_id, note, created_at) VALUES ?`,
      [values],
    );
  }
}

/** Adds (or, negative, takes) units in one statement; how many SKUs had enough. */
function add(tx: Tx, items: readonly StockItem[]): Promise<number> {
  const delta = `CASE id ${items.map(() => 'WHEN ? THEN ?').join(' ')} END`;
  const byId = items.flatMap((item) => [item.skuId, item.quantity]);
  const ids = items.map((item) => item.skuId);
  return affected(
    tx,
    `UPDATE sku SET stock = stock + ${delta} WHERE id IN (?) AND stock + ${delta} >= 0`,
    [...byId, ids, ...byId],
  );
}

async function lackingOf(tx: Tx, items: readonly StockItem[]): Promise<string[]> {
  const found = await rows<{ id: string; stock: number }>(
    tx,
    'SELECT id, stock FROM sku WHERE id IN (?)',
    [items.map((item) => item.skuId)],
  );
  const stockOf = new Map(found.map((row) => [row.id, row.stock]));
  const lacking = items.filter((item) => (stockOf.get(item.skuId) ?? 0) + item.quantity < 0);
  // Units given back since the refusal leave none to name: then the whole is named.
  return (lacking.length > 0 ? lacking : items).map((item) => item.skuId);
}

/** One item a SKU, in id order: two orders of the same goods never wait for each other crosswise. */
function inOrder(items: readonly StockItem[]): StockItem[] {
  const quantities = new Map<string, number>();
  for (const { skuId, quantity } of items) {
    quantities.set(skuId, (quantities.get(skuId) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([skuId, quantity]) => ({ skuId, quantity }))
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
}
