import { setImmediate as others } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDay,
  isTracked,
  type Deeds,
  type FunnelStep,
  type ServerFact,
  type TrackedName,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { EventPacks } from '../../tracking/packs/event-packs.service.js';
import { DeedColumns } from './deed-columns.js';
import { PersonIndex } from './person-index.js';
import { deviceOwners, factsOf, lastNumber } from './person.store.js';

/** In memory at a time: of more, a share of the persons is read after another. */
const DEEDS_AT_ONCE_MAX = 8_000_000;
/** Persons looked at before others are answered. */
const PERSONS_AT_ONCE = 5_000;

/** Which deeds, and when. */
export interface WantedDeeds {
  names: readonly FunnelStep[];
  from: Date;
  /** Not itself among them. */
  until: Date;
}

export type PersonDeeds = Deeds & { person: number };

/** What everybody did, by person: what phones told and what the shop knows (ADR 0038). */
@Injectable()
export class AllDeeds {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly packs: EventPacks,
  ) {}

  /** Who is who at this moment. */
  async persons(): Promise<PersonIndex> {
    const logins = await deviceOwners(this.db.manager);
    return new PersonIndex(await lastNumber(this.db.manager), logins);
  }

  /** Each person’s deeds in the order of time; a name is its place in `names`. */
  async *byPerson(persons: PersonIndex, wanted: WantedDeeds): AsyncGenerator<PersonDeeds> {
    const count = await this.packs.count(daysOf(wanted), trackedOf(wanted));
    const shares = Math.max(1, Math.ceil(count / DEEDS_AT_ONCE_MAX));
    for (let share = 0; share < shares; share++) {
      const columns = await this.columns(persons, wanted, (person) => person % shares === share);
      let seen = 0;
      for (const one of columns.byPerson(persons.size)) {
        yield one;
        if (++seen % PERSONS_AT_ONCE === 0) await others();
      }
    }
  }

  private async columns(
    persons: PersonIndex,
    wanted: WantedDeeds,
    isWanted: (person: number) => boolean,
  ): Promise<DeedColumns> {
    const columns = new DeedColumns();
    const [fromMs, untilMs] = [wanted.from.getTime(), wanted.until.getTime()];
    const add = (person: number, name: number, at: number) => {
      if (at >= fromMs && at < untilMs && isWanted(person)) columns.add(person, name, at);
    };
    for await (const pack of this.packs.read(daysOf(wanted), trackedOf(wanted))) {
      const { dayStartMs, numbers } = pack;
      const name = wanted.names.indexOf(pack.name);
      for (let place = 0; place < numbers.length; place += 2) {
        const at = dayStartMs + (numbers[place + 1] ?? 0);
        add(persons.ofNumber(numbers[place] ?? 0, at), name, at);
      }
    }
    for (const fact of wanted.names) {
      if (isTracked(fact)) continue;
      const name = wanted.names.indexOf(fact);
      for (const { at, ...whose } of await this.facts(fact, wanted)) {
        add(persons.of(whose, at), name, at);
      }
    }
    return columns;
  }

  private facts(fact: ServerFact, wanted: WantedDeeds) {
    return factsOf(this.db.manager, fact, wanted);
  }
}

function trackedOf({ names }: WantedDeeds): TrackedName[] {
  return names.filter((name): name is TrackedName => isTracked(name));
}

/** The days in which a stretch of time lies. */
function daysOf({ from, until }: WantedDeeds) {
  return { fromDay: beijingDay(from), untilDay: beijingDay(new Date(until.getTime() - 1)) };
}
