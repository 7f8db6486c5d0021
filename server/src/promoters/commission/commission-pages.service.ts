import { Inject, Injectable } from '@nestjs/common';
import type { BroughtShopper, CommissionLine, OpsCommission, Page, PageQuery } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import { broughtBy } from './brought.store.js';
import { sharesWhere, type ShareRow } from './commission.store.js';

/** What promoters and operators read of commission. Who bought is never told but masked. */
@Injectable()
export class CommissionPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly shoppers: Shoppers,
  ) {}

  /** What orders gave a promoter, newest first. */
  async of(promoterId: string, query: PageQuery): Promise<Page<CommissionLine>> {
    const { items, nextCursor } = await this.page(promoterId, query);
    const names = await this.namesOf(items.map(({ buyerId }) => buyerId));
    return { items: items.map((share) => lineOf(share, names(share.buyerId))), nextCursor };
  }

  /** Those whom a promoter brought and who bought since. */
  async team(promoterId: string, { cursor, limit }: PageQuery): Promise<Page<BroughtShopper>> {
    const page = { before: cursor ?? null, limit: limit + 1 };
    const found = await broughtBy(this.db.manager, promoterId, page);
    const shown = found.slice(0, limit);
    const names = await this.namesOf(shown.map(({ id }) => id));
    const items = shown.map(({ lastPaidAt, ...one }) => {
      return { ...one, name: names(one.id), lastPaidAt: lastPaidAt.toISOString() };
    });
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
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
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last?.orderId ?? null };
  }

  private async namesOf(shopperIds: readonly string[]): Promise<(id: string) => string> {
    const phones = await this.shoppers.maskedPhonesOf(this.db.manager, shopperIds);
    return (id) => phones.get(id) ?? '';
  }
}

function lineOf(share: ShareRow, buyer: string): CommissionLine {
  const { orderId, level, state, givenFen, leftFen, paidAt, settleAt } = share;
  return {
    ...{ orderId, buyer, level, state, givenFen, leftFen },
    ...{ paidAt: paidAt.toISOString(), settleAt: settleAt?.toISOString() ?? null },
  };
}
