import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  type BroughtShopper,
  type CommissionLine,
  type OpsCommission,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { pageOf } from '../../platform/page.js';
import { Shoppers } from '../../identity/shoppers.js';
import { Customers } from '../../referrals/binding/customers.service.js';
import { broughtBy } from './brought.store.js';
import { sharesWhere, type ShareRow } from './commission.store.js';

/** What promoters and operators read of commission. Who bought is never told but masked. */
@Injectable()
export class CommissionPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly shoppers: Shoppers,
    private readonly customers: Customers,
  ) {}

  /** What orders gave a promoter, newest first. */
  async of(promoterId: string, query: PageQuery): Promise<Page<CommissionLine>> {
    const { items, nextCursor } = await this.page(promoterId, query);
    const names = await this.namesOf(items.map(({ buyerId }) => buyerId));
    return { items: items.map((share) => lineOf(share, names(share.buyerId))), nextCursor };
  }

  /** Those whom a promoter brought directly, whether they bought or not, the newest first. */
  async team(promoterId: string, query: PageQuery): Promise<Page<BroughtShopper>> {
    const owner = { kind: 'shopper', id: promoterId } as const;
    const { items: customers, nextCursor } = await this.customers.of(owner, query);
    const ids = customers.map(({ shopperId }) => shopperId);
    const names = await this.namesOf(ids);
    const brought = await broughtBy(this.db.manager, promoterId, ids);
    const items = customers.map(({ shopperId: id, boundAt, isInForce }) => {
      const { orders, commissionFen, lastPaidAt } = brought.get(id) ?? NOTHING_YET;
      return {
        ...{ id, name: names(id), joinedAt: boundAt.toISOString(), isInForce, orders },
        ...{ commissionFen, lastPaidAt: lastPaidAt?.toISOString() ?? null },
      };
    });
    return { items, nextCursor };
  }

  /** The same as `of`, with what an operator needs to explain it. */
  async forOperators(promoterId: string, query: PageQuery): Promise<Page<OpsCommission>> {
    const { items, nextCursor } = await this.page(promoterId, query);
    return {
      items: items.map(({ step: _step, ...share }) => ({
        ...share,
        paidAt: share.paidAt.toISOString(),
        settleAt: share.settleAt?.toISOString() ?? null,
      })),
      nextCursor,
    };
  }

  private async page(promoterId: string, { cursor, limit }: PageQuery): Promise<Page<ShareRow>> {
    const found = await sharesWhere(
      this.db.manager,
      [
        ['promoter_id = ?', promoterId],
        ['order_id < ?', cursor],
      ],
      limit + 1,
    );
    return pageOf(found, limit, ({ orderId }) => orderId);
  }

  private async namesOf(shopperIds: readonly string[]): Promise<(id: string) => string> {
    const phones = await this.shoppers.maskedPhonesOf(this.db.manager, shopperIds);
    return (id) => phones.get(id) ?? '';
  }
}

const NOTHING_YET = { orders: 0, commissionFen: fen(0), lastPaidAt: null };

function lineOf(share: ShareRow, buyer: string): CommissionLine {
  const { orderId, level, state, givenFen, leftFen, paidAt, settleAt } = share;
  return {
    ...{ orderId, buyer, level, state, givenFen, leftFen },
    ...{ paidAt: paidAt.toISOString(), settleAt: settleAt?.toISOString() ?? null },
  };
}
