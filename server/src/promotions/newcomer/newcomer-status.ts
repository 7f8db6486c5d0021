import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import { NewcomerStatus } from '../campaigns/audience.js';
import { OrderHistory } from '../campaigns/order-history.js';

/** A newcomer has no paid order yet, under any openid that counts as the same person. */
@Injectable()
export class FirstOrderStatus extends NewcomerStatus {
  constructor(
    private readonly shoppers: Shoppers,
    private readonly history: OrderHistory,
  ) {
    super();
  }

  override async isNewcomer(db: Pick<EntityManager, 'query'>, shopperId: string): Promise<boolean> {
    return !(await this.history.hasOrdered(db, await this.shoppers.onePerson(db, shopperId)));
  }
}
