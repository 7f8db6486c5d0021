import { beijingDayStart, daysAfter, type DayPeriod } from '@siyu/shared';

const HOUR_MS = 3_600_000;

/** The period in which attempts begin, and until when they may go on. */
export interface Stretch {
  from: Date;
  periodEnd: Date;
  until: Date;
  windowMs: number;
}

export function stretchOf(query: DayPeriod & { windowHours: number }): Stretch {
  const periodEnd = daysAfter(beijingDayStart(query.untilDay), 1);
  const windowMs = query.windowHours * HOUR_MS;
  // What happens at the window’s last instant counts.
  const until = new Date(periodEnd.getTime() + windowMs + 1);
  return { from: beijingDayStart(query.fromDay), periodEnd, until, windowMs };
}

/** One tally of all, and one of each group. */
export class Tallies<Tally> {
  readonly total: Tally;
  readonly groups = new Map<string | null, Tally>();

  constructor(private readonly make: () => Tally) {
    this.total = make();
  }

  /** Those in which somebody of these groups counts; who is of none is of the group `null`. */
  of(groupIds: readonly string[]): Tally[] {
    const ids = groupIds.length === 0 ? [null] : groupIds;
    return [this.total, ...ids.map((id) => this.group(id))];
  }

  private group(id: string | null): Tally {
    const known = this.groups.get(id);
    if (known !== undefined) return known;
    const made = this.make();
    this.groups.set(id, made);
    return made;
  }
}
