import { Inject, Injectable } from '@nestjs/common';
import type { Page, PageQuery, PriceChange, StockAdjustment, StockMovement } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../platform/access.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { once } from '../platform/idempotency.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, rows, type Tx } from '../platform/transaction.js';
import { sortedPageOf, positionOf } from './page-cursor.js';
import { Stock } from './stock.js';

type Dated<T> = Omit<T, 'createdAt' | 'changedAt'> & { at: Date };

/** What happened to a SKU's stock and price, and the operator's own corrections of stock. */
@Injectable()
export class SkuLedger {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly stock: Stock,
    private readonly audit: AuditTrail,
  ) {}

  /** Adds or takes units found or lost. @throws Refusal SKU_NOT_FOUND, STOCK_BELOW_ZERO */
  async adjust(
    operator: OperatorSession,
    skuId: string,
    adjustment: StockAdjustment,
    key: string,
  ): Promise<{ skuId: string; stock: number }> {
    const route = `POST /ops/skus/${skuId}/stock-movements`;
    const write = { ownerId: operator.operatorId, key, route, body: adjustment };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.move(tx, operator, skuId, adjustment)),
    );
  }

  private async move(
    tx: Tx,
    operator: OperatorSession,
    skuId: string,
    { quantity, note }: StockAdjustment,
  ): Promise<{ skuId: string; stock: number }> {
    const before = await stockOf(tx, skuId);
    await this.stock.adjust(tx, {
      reason: 'adjustment',
      referenceId: newId(this.clock.now()),
      items: [{ skuId, quantity }],
      operatorId: operator.operatorId,
      note,
    });
    const after = before + quantity;
    await this.audit.record(tx, {
      operator,
      action: 'stock.adjust',
      subjectKind: 'sku',
      subjectId: skuId,
      before: { stock: before },
      after: { stock: after, note },
    });
    return { skuId, stock: after };
  }

  /** Movements, newest first. */
  async movements(skuId: string, query: PageQuery): Promise<Page<StockMovement>> {
    const found = await this.page<Dated<StockMovement>>(
      `SELECT id, reason, reference_id AS referenceId, quantity, note, created_at AS at
       FROM stock_movement`,
      skuId,
      query,
    );
    const items = found.items.map(({ at, ...row }) => ({ ...row, createdAt: at.toISOString() }));
    return { ...found, items };
  }

  /** Prices, newest first. */
  async prices(skuId: string, query: PageQuery): Promise<Page<PriceChange>> {
    const found = await this.page<Dated<PriceChange>>(
      `SELECT id, price_fen AS priceFen, list_price_fen AS listPriceFen,
         struck_basis_fen AS struckBasisFen, changed_at AS at FROM price_history`,
      skuId,
      query,
    );
    const items = found.items.map(({ at, ...row }) => ({ ...row, changedAt: at.toISOString() }));
    return { ...found, items };
  }

  private async page<T extends { id: string }>(
    select: string,
    skuId: string,
    { cursor, limit }: PageQuery,
  ): Promise<Page<T>> {
    const before = cursor === undefined ? '~' : positionOf(cursor).id;
    const found = await rows<T>(
      this.db.manager,
      `${select} WHERE sku_id = ? AND id < ? ORDER BY id DESC LIMIT ${limit + 1}`,
      [skuId, before],
    );
    return sortedPageOf(found, limit, ({ id }) => ({ value: id, id }));
  }
}

async function stockOf(tx: Tx, skuId: string): Promise<number> {
  const [found] = await rows<{ stock: number }>(
    tx,
    'SELECT stock FROM sku WHERE id = ? FOR UPDATE',
    [skuId],
  );
  if (!found) throw new Refusal('SKU_NOT_FOUND');
  return found.stock;
}
