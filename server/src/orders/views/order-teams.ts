import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import type { OrderRow } from '../order.store.js';
import type { TeamsOfOrders } from './order-view.js';

/** The teams of orders that are shown. */
@Injectable()
export class OrderTeams {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly promotions: Promotions,
  ) {}

  /** By order. Nothing is asked for orders that wait for nobody, as most do. */
  of(orders: readonly Pick<OrderRow, 'id' | 'stateWhenPaid'>[]): Promise<TeamsOfOrders> {
    const together = orders.filter(({ stateWhenPaid }) => stateWhenPaid === 'gathering');
    return this.promotions.teamsOf(
      this.db.manager,
      together.map(({ id }) => id),
    );
  }
}
