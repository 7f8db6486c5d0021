import { Injectable } from '@nestjs/common';
import type { OpsOrder } from '@siyu/shared';
import type { OrderParts } from './order-view.js';
import type { OrderRow } from '../order.store.js';

export type { OrderRow };

/** What an operator sees of an order beside what its shopper does. */
export type OpsOrderParts = Pick<OpsOrder, 'wechatShipping' | 'afterSales'>;

/** What a feature that stands on orders adds to them. */
export interface OrderContributor {
  /** To the page its shopper reads. */
  parts?: (order: OrderRow) => Promise<Partial<OrderParts>>;
  /** To the page an operator reads. */
  opsParts?: (order: OrderRow) => Promise<Partial<OpsOrderParts>>;
  /** Open after-sales of a shopper, for the badge beside the orders'. */
  openAfterSales?: (shopperId: string) => Promise<number>;
}

/**
 * Parcels, fapiao and after-sales belong to features that stand on orders. They register here at
 * start, so that orders show them and know none of them.
 */
@Injectable()
export class OrderPartsRegistry {
  private readonly contributors: OrderContributor[] = [];

  contribute(contributor: OrderContributor): void {
    this.contributors.push(contributor);
  }

  async of(order: OrderRow): Promise<OrderParts> {
    const found = await Promise.all(this.contributors.map((one) => one.parts?.(order)));
    const parts = Object.assign({ parcels: [], fapiao: null, receiptConfirmation: null }, ...found);
    return { ...parts, afterSaleEvents: found.flatMap((one) => one?.afterSaleEvents ?? []) };
  }

  async opsOf(order: OrderRow): Promise<OpsOrderParts> {
    const found = await Promise.all(this.contributors.map((one) => one.opsParts?.(order)));
    return Object.assign({ wechatShipping: null, afterSales: [] }, ...found);
  }

  async openAfterSales(shopperId: string): Promise<number> {
    const counts = this.contributors.map((one) => one.openAfterSales?.(shopperId) ?? 0);
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }
}
