import { Inject, Injectable } from '@nestjs/common';
import {
  LIFE_STAGE_DEEDS,
  LifeStageTally,
  lifeStageTimes,
  type Deeds,
  type LifeStages,
  type LifeStagesQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { EventPacks } from '../../tracking/packs/event-packs.service.js';
import { AllDeeds } from '../persons/all-deeds.service.js';
import type { PersonIndex } from '../persons/person-index.js';
import { firstTimes } from '../persons/person.store.js';
import { Splits } from '../persons/splits.service.js';
import { stretchOf, Tallies, type Stretch } from '../persons/tallies.js';

const NOTHING: Deeds = { names: [], times: [] };

/** What becomes of those who are new (AARRR). */
@Injectable()
export class NewPersons {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly packs: EventPacks,
    private readonly deeds: AllDeeds,
    private readonly splits: Splits,
  ) {}

  /** Of those whose first time here lies in the period, whatever it was that they did. */
  async stages(query: LifeStagesQuery): Promise<LifeStages> {
    const { packedAt } = await this.packs.state();
    const tallies = await this.counted(query);
    const groups = await this.splits.named(query.split, tallies.groups);
    return {
      ...{ packedAt, total: tallies.total.figures() },
      groups: groups.map(({ tally, ...group }) => ({ ...group, stages: tally.figures() })),
    };
  }

  private async counted(query: LifeStagesQuery): Promise<Tallies<LifeStageTally>> {
    const stretch = stretchOf(query);
    const { windowMs } = stretch;
    const persons = await this.deeds.persons();
    const groupsOf = await this.splits.by(query.split, persons, stretch);
    const firsts = await this.firstsIn(persons, stretch);
    const tallies = new Tallies(() => new LifeStageTally());
    const count = (person: number, firstMs: number, deeds: Deeds) => {
      const times = lifeStageTimes(deeds, { firstMs, windowMs });
      for (const tally of tallies.of(groupsOf(person, firstMs))) tally.add(times);
    };
    const wanted = { names: LIFE_STAGE_DEEDS, ...stretch };
    for await (const { person, ...deeds } of this.deeds.byPerson(persons, wanted)) {
      const firstMs = firsts.get(person);
      if (firstMs === undefined) continue;
      firsts.delete(person);
      count(person, firstMs, deeds);
    }
    // Whoever is left did nothing that a stage is known by.
    for (const [person, firstMs] of firsts) count(person, firstMs, NOTHING);
    return tallies;
  }

  private async firstsIn(
    persons: PersonIndex,
    { from, periodEnd }: Stretch,
  ): Promise<Map<number, number>> {
    const firsts = new Map<number, number>();
    for (const { at, ...whose } of await firstTimes(this.db.manager, periodEnd)) {
      const person = persons.of(whose, at);
      firsts.set(person, Math.min(at, firsts.get(person) ?? at));
    }
    for (const [person, at] of firsts) if (at < from.getTime()) firsts.delete(person);
    return firsts;
  }
}
