import { setImmediate as others } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDayStart,
  daysAfter,
  daysOf,
  type DayPeriod,
  type EventPackState,
  type Moments,
  type TrackedName,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import {
  countEvents,
  countPacked,
  deletePacks,
  insertPack,
  numberPersons,
  packsOf,
  personEvents,
  type PersonEvent,
} from './event-pack.store.js';
import { packed, unpacked } from './pack-body.js';
import {
  countDays,
  openAllDays,
  nextWaiting,
  notePacked,
  takePacking,
} from './tracked-day.store.js';

/** Read and looked at before others are answered. */
const EVENTS_AT_ONCE = 20_000;
const DAYS_AT_ONCE = 7;

/** Events of one name and day: of each, the number of whoever it was and its millisecond. */
export interface UnpackedEvents {
  name: TrackedName;
  dayStartMs: number;
  numbers: Uint32Array;
}

/** Tracked events in the form in which millions of them are read (ADR 0038). */
@Injectable()
export class EventPacks {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Packs the first day after one that was open since it was packed, and answers which it was; null
   * when none waits, or another instance is at it.
   */
  packNext(after: string): Promise<string | null> {
    return inTransaction(this.db, async (tx) => {
      if (!(await takePacking(tx))) return null;
      const day = await nextWaiting(tx, after);
      if (day === null) return null;
      // Before it is read: what comes meanwhile comes to a day that is open after this.
      const at = this.clock.now();
      await this.pack(tx, day);
      await notePacked(tx, day, at);
      return day;
    });
  }

  /** Has every day packed anew from the events themselves; until then they stay as they are. */
  async rebuild(operator: OperatorSession): Promise<EventPackState> {
    await inTransaction(this.db, async (tx) => {
      await openAllDays(tx, this.clock.now());
      await this.audit.record(tx, {
        ...{ operator, action: 'event-packs.rebuild' },
        ...{ subjectKind: 'event-packs', subjectId: 'all', before: null, after: {} },
      });
    });
    return this.state();
  }

  async state(): Promise<EventPackState> {
    const { packedAt, ...counts } = await countDays(this.db.manager);
    return { ...counts, packedAt: packedAt?.toISOString() ?? null };
  }

  /** How many events of some names are packed in a period. */
  count(period: DayPeriod, names: readonly TrackedName[]): Promise<number> {
    return names.length === 0 ? Promise.resolve(0) : countPacked(this.db.manager, period, names);
  }

  /** The events of some names in a period, a week in memory at a time. */
  async *read(period: DayPeriod, names: readonly TrackedName[]): AsyncGenerator<UnpackedEvents> {
    if (names.length === 0) return;
    const days = daysOf(period);
    for (let at = 0; at < days.length; at += DAYS_AT_ONCE) {
      const [fromDay = '', untilDay = fromDay] = [
        days[at],
        days.slice(at, at + DAYS_AT_ONCE).at(-1),
      ];
      for (const pack of await packsOf(this.db.manager, { fromDay, untilDay }, names)) {
        const dayStartMs = beijingDayStart(pack.day).getTime();
        yield { name: pack.name, dayStartMs, numbers: unpacked(pack.body) };
      }
    }
  }

  private async pack(tx: Tx, day: string): Promise<void> {
    const from = beijingDayStart(day);
    const whole = { from, until: daysAfter(from, 1) };
    await numberPersons(tx, whole);
    const events: PersonEvent[] = [];
    for (const part of partsOf(whole, await countEvents(tx, whole))) {
      for (const event of await personEvents(tx, part, from)) events.push(event);
      await others();
    }
    await deletePacks(tx, day);
    for (const one of packed(day, events)) await insertPack(tx, one);
  }
}

/** A day in parts of some thousand events, as far as they are spread over it. */
function partsOf({ from, until }: Moments, events: number): Moments[] {
  const count = Math.max(1, Math.ceil(events / EVENTS_AT_ONCE));
  const partMs = Math.ceil((until.getTime() - from.getTime()) / count);
  const after = (parts: number) => Math.min(from.getTime() + parts * partMs, until.getTime());
  return Array.from({ length: count }, (_, part) => {
    return { from: new Date(after(part)), until: new Date(after(part + 1)) };
  });
}
