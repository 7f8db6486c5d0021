import { Inject, Injectable } from '@nestjs/common';
import { daysAfter, FUNNEL_GROUPS_MAX, type FunnelSplit } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { PersonIndex } from './person-index.js';
import { campaignTouches, channelTouches, namesOf, type Touch } from './split.store.js';

/** What reached somebody longer before has nothing to do with what they do now. */
const TOUCH_DAYS = 30;
/** A phone tells of its launch and of the link it was launched by one after the other. */
const TOLD_LATER_MS = 60_000;
/** After every id: of groups of one size, that of nobody comes last. */
const LAST = '~';

/** In which groups somebody is whose attempt began so; in none is a group as well. */
export type GroupsOf = (person: number, begunMs: number) => readonly string[];

export interface Counted {
  begun: number;
}

/** Splits persons by the channel that brought them, or by the campaigns that reached them. */
@Injectable()
export class Splits {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  async by(
    split: FunnelSplit,
    persons: PersonIndex,
    { from, until, windowMs }: { from: Date; until: Date; windowMs: number },
  ): Promise<GroupsOf> {
    const stretch = { from: daysAfter(from, -TOUCH_DAYS), until };
    if (split === 'channel') {
      const touches = touchesBy(persons, await channelTouches(this.db.manager, stretch));
      return (person, begunMs) => {
        const near = within(touches.get(person), begunMs, TOLD_LATER_MS);
        return near.slice(-1).map(({ groupId }) => groupId);
      };
    }
    if (split === 'none') return () => [];
    const touches = touchesBy(persons, await campaignTouches(this.db.manager, stretch));
    return (person, begunMs) => {
      const near = within(touches.get(person), begunMs, windowMs);
      return [...new Set(near.map(({ groupId }) => groupId))];
    };
  }

  /** The largest groups with their names, the largest first. */
  async named<Tally extends Counted>(
    split: FunnelSplit,
    tallies: ReadonlyMap<string | null, Tally>,
  ): Promise<{ id: string | null; name: string | null; tally: Tally }[]> {
    if (split === 'none') return [];
    const largest = [...tallies]
      .sort(
        ([oneId, one], [otherId, other]) =>
          other.begun - one.begun || ((oneId ?? LAST) < (otherId ?? LAST) ? -1 : 1),
      )
      .slice(0, FUNNEL_GROUPS_MAX);
    const ids = largest.flatMap(([id]) => id ?? []);
    const names = await namesOf(this.db.manager, split, ids);
    return largest.map(([id, tally]) => {
      return { id, name: id === null ? null : (names.get(id) ?? null), tally };
    });
  }
}

function touchesBy(persons: PersonIndex, touches: readonly Touch[]): Map<number, Touch[]> {
  const found = new Map<number, Touch[]>();
  for (const touch of touches) {
    const person = persons.of(touch, touch.at);
    const known = found.get(person);
    if (known) known.push(touch);
    else found.set(person, [touch]);
  }
  return found;
}

function within(touches: readonly Touch[] = [], begunMs: number, laterMs: number): Touch[] {
  const earliest = daysAfter(new Date(begunMs), -TOUCH_DAYS).getTime();
  return touches.filter(({ at }) => at >= earliest && at <= begunMs + laterMs);
}
