import { Injectable } from '@nestjs/common';
import {
  attemptOf,
  FunnelTally,
  stepsOf,
  type Funnel,
  type FunnelQuery,
  type FunnelRule,
  type FunnelStep,
} from '@siyu/shared';
import { EventPacks } from '../../tracking/packs/event-packs.service.js';
import { AllDeeds } from '../persons/all-deeds.service.js';
import { Splits } from '../persons/splits.service.js';
import { stretchOf, Tallies } from '../persons/tallies.js';

/** How far people get on a way of several steps. */
@Injectable()
export class Funnels {
  constructor(
    private readonly packs: EventPacks,
    private readonly deeds: AllDeeds,
    private readonly splits: Splits,
  ) {}

  /** Of those who began in the period. Whoever began less than a window ago may still go on. */
  async of(query: FunnelQuery): Promise<Funnel> {
    const { packedAt } = await this.packs.state();
    const steps = stepsOf(query);
    const tallies = await this.counted(query, steps);
    const figures = (tally: FunnelTally) =>
      tally.figures().map((one, at) => ({ step: steps[at] as FunnelStep, ...one }));
    const groups = await this.splits.named(query.split, tallies.groups);
    return {
      ...{ packedAt, total: figures(tallies.total) },
      groups: groups.map(({ tally, ...group }) => ({ ...group, steps: figures(tally) })),
    };
  }

  private async counted(
    query: FunnelQuery,
    steps: readonly FunnelStep[],
  ): Promise<Tallies<FunnelTally>> {
    const names = [...new Set(steps)];
    const stretch = stretchOf(query);
    const persons = await this.deeds.persons();
    const groupsOf = await this.splits.by(query.split, persons, stretch);
    const rule: FunnelRule = {
      steps: steps.map((step) => names.indexOf(step)),
      ...{ windowMs: stretch.windowMs, fromMs: stretch.from.getTime() },
      untilMs: stretch.periodEnd.getTime(),
    };
    const tallies = new Tallies(() => new FunnelTally(steps.length));
    for await (const { person, ...deeds } of this.deeds.byPerson(persons, { names, ...stretch })) {
      const reached = attemptOf(deeds, rule);
      const [begun] = reached;
      if (begun === undefined) continue;
      for (const tally of tallies.of(groupsOf(person, begun))) tally.add(reached);
    }
    return tallies;
  }
}
