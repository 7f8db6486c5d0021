import { beijingDay } from '../beijing-time.js';
import type { Deeds } from './attempt.js';
import { medianOf, shareBps } from './funnel-figures.js';
import type { FunnelStep } from './funnel-steps.js';

/** The stages of AARRR, in the order in which they are told. */
export const LIFE_STAGES = [
  'acquisition',
  'activation',
  'retention',
  'revenue',
  'referral',
] as const;
export type LifeStage = (typeof LIFE_STAGES)[number];

/** What stages are known by; a name of a deed is its place among these. */
export const LIFE_STAGE_DEEDS = [
  ...(['app-launched', 'registered', 'cart-added'] as const),
  ...(['order-paid', 'shared', 'friend-bound'] as const),
] as const satisfies readonly FunnelStep[];

const SHOWN_BY: Record<
  Exclude<LifeStage, 'acquisition'>,
  readonly (typeof LIFE_STAGE_DEEDS)[number][]
> = {
  activation: ['registered', 'cart-added'],
  retention: ['app-launched', 'order-paid'],
  revenue: ['order-paid'],
  referral: ['shared', 'friend-bound'],
};

/**
 * How long after their first time here somebody got to each stage, in milliseconds; null where not
 * within the window. Activated is who registered or put something into the cart, retained who came
 * again on a later Beijing day, and referring who shared or has a friend bound to them.
 */
export function lifeStageTimes(
  { names, times }: Deeds,
  { firstMs, windowMs }: { firstMs: number; windowMs: number },
): Record<LifeStage, number | null> {
  const firstDay = beijingDay(new Date(firstMs));
  const reached = (stage: keyof typeof SHOWN_BY): number | null => {
    for (let at = 0; at < times.length; at++) {
      const [name, time] = [LIFE_STAGE_DEEDS[names[at] ?? -1], times[at] ?? 0];
      if (time < firstMs || time > firstMs + windowMs) continue;
      if (!name || !SHOWN_BY[stage].includes(name)) continue;
      if (stage !== 'retention' || beijingDay(new Date(time)) > firstDay) return time - firstMs;
    }
    return null;
  };
  return {
    acquisition: 0,
    ...{ activation: reached('activation'), retention: reached('retention') },
    ...{ revenue: reached('revenue'), referral: reached('referral') },
  };
}

export interface LifeStageFigures {
  stage: LifeStage;
  persons: number;
  shareBps: number | null;
  medianMs: number | null;
}

/** Persons by the stages they got to, counted as they come. */
export class LifeStageTally {
  private readonly waits = LIFE_STAGES.map((): number[] => []);

  add(times: Record<LifeStage, number | null>): void {
    LIFE_STAGES.forEach((stage, at) => {
      const time = times[stage];
      if (time !== null) this.waits[at]?.push(time);
    });
  }

  get begun(): number {
    return this.waits[0]?.length ?? 0;
  }

  figures(): LifeStageFigures[] {
    return LIFE_STAGES.map((stage, at) => {
      const waits = this.waits[at] ?? [];
      const medianMs = stage === 'acquisition' ? null : medianOf(waits);
      return {
        stage,
        persons: waits.length,
        shareBps: shareBps(waits.length, this.begun),
        medianMs,
      };
    });
  }
}
