import { Inject, Injectable } from '@nestjs/common';
import { isInForce, type LinkOwner, type Page, type PageQuery } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { bindingsTo } from './binding.store.js';

/** Somebody's customer, since when, and whether what they buy now still counts. */
export interface BoundCustomer {
  shopperId: string;
  boundAt: Date;
  isInForce: boolean;
}

/** Who an owner's customers are, whether they bought or not. */
@Injectable()
export class Customers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The newest first; whom somebody else has taken over is missing. */
  async of(owner: LinkOwner, { cursor, limit }: PageQuery): Promise<Page<BoundCustomer>> {
    const page = { before: cursor ?? null, limit: limit + 1 };
    const found = await bindingsTo(this.db.manager, owner, page);
    const now = this.clock.now();
    return shownPage(pageOf(found, limit), (one) => {
      const { shopperId, boundAt } = one;
      return { shopperId, boundAt, isInForce: isInForce(one, now) };
    });
  }
}
