import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  AFTER_SALE_OPEN,
  type AfterSale,
  type OpsAfterSale,
  type OpsAfterSaleListQuery,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { pageOf } from '../platform/page.js';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { OrderPartsRegistry } from '../orders/views/order-parts.js';
import { Pictures } from '../pictures/pictures.js';
import { Refusal } from '../platform/refusal.js';
import type { Condition } from '../platform/where.js';
import { afterSaleLinesOf } from './after-sale-line.store.js';
import {
  afterSalesWhere,
  countOpenAfterSales,
  findAfterSale,
  type AfterSaleRow,
} from './after-sale.store.js';
import { timelineOf, viewOf } from './after-sale-view.js';

const OF_ORDER_MAX = 50;

/** Reads after-sales, for their shopper and for operators. */
@Injectable()
export class AfterSales {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly orders: OrderLines,
    private readonly pictures: Pictures,
    registry: OrderPartsRegistry,
  ) {
    registry.contribute({
      parts: async (order) => ({ afterSaleEvents: timelineOf(await this.ofOrder(order.id)) }),
      opsParts: async (order) => ({
        afterSales: (await this.ofOrder(order.id)).map(({ id, state, refundFen }) => ({
          id,
          state,
          refundFen,
        })),
      }),
      openAfterSales: (shopperId) =>
        countOpenAfterSales(this.db.manager, shopperId, AFTER_SALE_OPEN),
    });
  }

  /** A shopper's after-sales, newest first. */
  async list(shopperId: string, query: PageQuery): Promise<Page<AfterSale>> {
    const { items, nextCursor } = await this.page([['shopper_id = ?', shopperId]], query);
    return { items: await this.views(items), nextCursor };
  }

  /** After-sales by state and order, newest first. */
  async search({ state, orderId, ...query }: OpsAfterSaleListQuery): Promise<Page<OpsAfterSale>> {
    const conditions: Condition[] = [
      ['state = ?', state],
      ['order_id = ?', orderId],
    ];
    const { items, nextCursor } = await this.page(conditions, query);
    return { items: await this.opsViews(items), nextCursor };
  }

  /** @throws Refusal AFTER_SALE_NOT_FOUND, also for someone else's */
  async show(shopperId: string, id: string): Promise<AfterSale> {
    const found = await findAfterSale(this.db.manager, id);
    if (found?.shopperId !== shopperId) throw new Refusal('AFTER_SALE_NOT_FOUND');
    return only(await this.views([found]));
  }

  /** @throws Refusal AFTER_SALE_NOT_FOUND */
  async showAny(id: string): Promise<OpsAfterSale> {
    const found = await findAfterSale(this.db.manager, id);
    if (!found) throw new Refusal('AFTER_SALE_NOT_FOUND');
    return only(await this.opsViews([found]));
  }

  private async page(
    conditions: readonly Condition[],
    { cursor, limit }: PageQuery,
  ): Promise<Page<AfterSaleRow>> {
    const all: Condition[] = [...conditions, ['id < ?', cursor]];
    return pageOf(await afterSalesWhere(this.db.manager, all, limit + 1), limit);
  }

  private async opsViews(found: readonly AfterSaleRow[]): Promise<OpsAfterSale[]> {
    const facts = new Map(found.map((row) => [row.id, row]));
    return (await this.views(found)).map((view) => {
      const { shopperId = '', operatorId = null, refundId = null } = facts.get(view.id) ?? {};
      return { ...view, shopperId, operatorId, refundId };
    });
  }

  private async views(found: readonly AfterSaleRow[]): Promise<AfterSale[]> {
    const orderIds = [...new Set(found.map((row) => row.orderId))];
    const ids = found.map((row) => row.id);
    const [lines, orderLines, urls] = await Promise.all([
      afterSaleLinesOf(this.db.manager, ids),
      this.orders.of(orderIds),
      this.pictures.urlsFor(found.flatMap((row) => row.pictureIds)),
    ]);
    return found.map((row) => viewOf(row, lines, orderLines, urls));
  }

  private ofOrder(orderId: string): Promise<AfterSaleRow[]> {
    return afterSalesWhere(this.db.manager, [['order_id = ?', orderId]], OF_ORDER_MAX);
  }
}

function only<T>(views: readonly T[]): T {
  const [view] = views;
  assert(view, 'no view of an after-sale that is there');
  return view;
}
