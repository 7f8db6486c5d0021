import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDay,
  beijingDayStart,
  daysAfter,
  daysOf,
  fen,
  gmvContributions,
  gmvFactors,
  medianOf,
  momentsOf,
  type DayPeriod,
  type Gmv,
  type Moments,
  type Spread,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { EventPacks } from '../../tracking/packs/event-packs.service.js';
import { AllDeeds } from '../persons/all-deeds.service.js';
import type { PersonIndex } from '../persons/person-index.js';
import { broughtBySharing, countBrought, shareCycles, soldIn } from './gmv.store.js';

/** What shows that somebody was here. */
const VISITED = ['app-launched', 'link-opened', 'order-paid'] as const;
const SHARED = ['shared'] as const;

/** What GMV is made of, and how the shop spreads. */
@Injectable()
export class GmvReports {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly packs: EventPacks,
    private readonly deeds: AllDeeds,
  ) {}

  /** A period, and as many days before it. */
  async gmv({ fromDay, untilDay }: DayPeriod): Promise<Gmv> {
    const period = { fromDay, untilDay };
    const { packedAt } = await this.packs.state();
    const persons = await this.deeds.persons();
    const now = await this.periodOf(persons, period);
    const before = await this.periodOf(persons, periodBefore(period));
    return {
      ...{ packedAt, now, before, changeFen: fen(now.gmvFen - before.gmvFen) },
      contributions: gmvContributions(before, now),
    };
  }

  /** How many friends a visitor brings, and how soon one who was brought brings another. */
  async spread({ fromDay, untilDay }: DayPeriod): Promise<Spread> {
    const moments = momentsOf({ fromDay, untilDay });
    const { packedAt } = await this.packs.state();
    const persons = await this.deeds.persons();
    const visitors = (await this.visitors(persons, moments)).size;
    let [sharers, shares] = [0, 0];
    for await (const { times } of this.deeds.byPerson(persons, { names: SHARED, ...moments })) {
      sharers += 1;
      shares += times.length;
    }
    const broughtFriends = await countBrought(this.db.manager, moments);
    return {
      ...{ packedAt, visitors, sharers, shares, broughtFriends },
      kFactor: each(broughtFriends, visitors),
      sharesPerVisitor: each(shares, visitors),
      friendsPerShare: each(broughtFriends, shares),
      medianCycleMs: medianOf(await shareCycles(this.db.manager, moments)),
    };
  }

  private async periodOf(persons: PersonIndex, period: DayPeriod): Promise<Gmv['now']> {
    const moments = momentsOf(period);
    // Visitors come last: whoever comes or pays meanwhile is among them.
    const sold = await soldIn(this.db.manager, moments);
    const brought = new Set<number>();
    for (const { at, ...whose } of await broughtBySharing(this.db.manager, moments)) {
      brought.add(persons.of(whose, at));
    }
    const visitors = await this.visitors(persons, moments);
    const facts = { visitors: visitors.size, broughtVisitors: brought.size, ...sold };
    return { ...period, ...facts, factors: gmvFactors(facts) };
  }

  private async visitors(persons: PersonIndex, moments: Moments): Promise<Set<number>> {
    const found = new Set<number>();
    const wanted = { names: VISITED, ...moments };
    for await (const { person } of this.deeds.byPerson(persons, wanted)) found.add(person);
    return found;
  }
}

function periodBefore(period: DayPeriod): DayPeriod {
  const from = beijingDayStart(period.fromDay);
  const dayBefore = (days: number) => beijingDay(daysAfter(from, -days));
  return { fromDay: dayBefore(daysOf(period).length), untilDay: dayBefore(1) };
}

function each(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
