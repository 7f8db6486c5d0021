import { TRACKED_EVENTS, type TrackedFacts, type TrackedName } from './tracked-events.js';

/** As a phone tells it, by its own clock in milliseconds. */
export interface ToldEvent {
  id: string;
  name: string;
  at: number;
  page: string;
  target?: string | undefined;
  mark?: string | undefined;
  value?: number | undefined;
}

export interface ToldBatch<Told extends ToldEvent = ToldEvent> {
  /** When it was sent, by the same clock: what tells how wrong that clock is. */
  sentAt: number;
  events: readonly Told[];
}

export interface TrackedEvent {
  id: string;
  name: TrackedName;
  at: Date;
  page: string;
  target: string | null;
  mark: string | null;
  value: number | null;
}

/** Why one is not kept; sending it again would not help. */
export type NotTracked = 'unknown-name' | 'facts' | 'too-old' | 'not-yet';

/** A phone that was without a network for longer has nothing to add. */
export const TOLD_DAYS_MAX = 30;
const OLD_MS = TOLD_DAYS_MAX * 86_400_000;

/**
 * Which events of a batch are kept, at the shop’s own time: a phone’s clock may be years off, but
 * the time between its events and their sending is right. Each is judged by itself; events of a
 * newer mini-program that nobody here knows cost the others nothing.
 */
export function judgeBatch(
  { sentAt, events }: ToldBatch,
  receivedAt: Date,
): { kept: TrackedEvent[]; refused: { id: string; reason: NotTracked }[] } {
  const kept: TrackedEvent[] = [];
  const refused: { id: string; reason: NotTracked }[] = [];
  for (const told of events) {
    const reason = whyNot(told, sentAt);
    if (reason !== null) refused.push({ id: told.id, reason });
    else kept.push(trackedAt(told, new Date(receivedAt.getTime() - (sentAt - told.at))));
  }
  return { kept, refused };
}

function whyNot(told: ToldEvent, sentAt: number): NotTracked | null {
  if (!isKnown(told.name)) return 'unknown-name';
  if (!fits(told, TRACKED_EVENTS[told.name])) return 'facts';
  if (told.at > sentAt) return 'not-yet';
  return sentAt - told.at > OLD_MS ? 'too-old' : null;
}

function isKnown(name: string): name is TrackedName {
  return Object.hasOwn(TRACKED_EVENTS, name);
}

function fits(told: ToldEvent, facts: TrackedFacts): boolean {
  return (['target', 'mark', 'value'] as const).every(
    (fact) => (told[fact] !== undefined) === (facts[fact] !== undefined),
  );
}

function trackedAt(told: ToldEvent, at: Date): TrackedEvent {
  const { id, name, page, target = null, mark = null, value = null } = told;
  return { id, name: name as TrackedName, at, page, target, mark, value };
}
