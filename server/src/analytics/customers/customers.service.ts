import { Inject, Injectable } from '@nestjs/common';
import {
  ACTIVITIES,
  beijingDay,
  fen,
  intervalHistogram,
  momentsOf,
  shareBps,
  type ActivityFigures,
  type ActivityQuery,
  type Baskets,
  type DayPeriod,
  type Fen,
  type NewcomerFigures,
  type Repurchase,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import {
  activityGroups,
  basketsBy,
  conversions,
  purchaseGaps,
  repurchasing,
  type BasketRow,
} from './customers.store.js';

/** Who buys, for how much and how often, read from orders as they stand. */
@Injectable()
export class Customers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async repurchase(period: DayPeriod): Promise<Repurchase> {
    const counts = await repurchasing(this.db.manager, period);
    const histogram = intervalHistogram(await purchaseGaps(this.db.manager, period));
    return { ...counts, rateBps: shareBps(counts.repeating, counts.customers), ...histogram };
  }

  async baskets(period: DayPeriod): Promise<Baskets> {
    const moments = momentsOf(period);
    const tiers = await basketsBy(this.db.manager, 'tier', moments);
    const memberships = await basketsBy(this.db.manager, 'isPaidMember', moments);
    return {
      tiers: tiers.map((row) => ({ tier: String(row.of), ...basketOf(row) })),
      memberships: memberships.map((row) => ({ isPaidMember: row.of === 1, ...basketOf(row) })),
    };
  }

  async newcomers(period: DayPeriod): Promise<NewcomerFigures> {
    const found = await conversions(this.db.manager, momentsOf(period), this.clock.now());
    return {
      conversions: found.map((row) => ({
        ...{ ...row, rateBps: shareBps(row.converted, row.registered) },
        subsidyEachFen: each(row.subsidyFen, row.converted),
      })),
    };
  }

  /** Active until `activeDays` after their last purchase day, lost after `lostDays`. */
  async activity(query: ActivityQuery): Promise<ActivityFigures> {
    const found = await activityGroups(this.db.manager, beijingDay(this.clock.now()), query);
    return {
      groups: ACTIVITIES.map((activity, place) => {
        const row = found.find((one) => one.place === place);
        return { activity, customers: row?.customers ?? 0, netFen: fen(row?.netFen ?? 0) };
      }),
    };
  }
}

function basketOf({ payers, orders, gmvFen, netFen }: BasketRow) {
  const gmv = fen(gmvFen);
  return { payers, orders, gmvFen: gmv, netFen: fen(netFen), basketFen: each(gmv, orders) };
}

function each(amount: Fen, count: number): Fen | null {
  return count === 0 ? null : fen(Math.floor(amount / count));
}
