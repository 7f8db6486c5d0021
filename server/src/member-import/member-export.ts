import { Inject, Injectable } from '@nestjs/common';
import { beijingDay, fen, formatYuan, MEMBER_COLUMNS } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../identity/shoppers.js';
import { Ledger } from '../ledger/ledger.service.js';
import { OpsMembers } from '../membership/members/ops-members.service.js';

/** All members as rows of a file, which another shop can import. */
@Injectable()
export class MemberExport {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly members: OpsMembers,
    private readonly shoppers: Shoppers,
    private readonly ledger: Ledger,
  ) {}

  /** A page of members is in memory at a time. Amounts are in yuan, a debt of points is 0. */
  async *rows(): AsyncGenerator<string[]> {
    yield Object.values(MEMBER_COLUMNS);
    for await (const page of this.members.everyone()) {
      const ids = page.map(({ shopperId }) => shopperId);
      const phones = await this.shoppers.phonesOf(this.db.manager, ids);
      const balances = await this.ledger.balancesOfAll(ids);
      for (const { shopperId, profile, tier, growth, joinedAt } of page) {
        const owned = balances(shopperId);
        yield [
          ...[shopperId, phones.get(shopperId) ?? '', profile.nickname ?? ''],
          ...[profile.birthday ?? '', String(Math.max(0, growth)), tier.name],
          String(Math.max(0, owned['points.active'])),
          ...[owned['wallet.principal'], owned['wallet.bonus']].map((one) => formatYuan(fen(one))),
          beijingDay(new Date(joinedAt)),
        ];
      }
    }
  }
}
