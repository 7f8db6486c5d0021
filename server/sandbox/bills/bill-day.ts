import { beijingTime } from '../clock.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MADE_BY_MS = 10 * HOUR_MS;
const KEPT_DAYS = 90;

/** A Beijing day of a bill, from its first instant to the next day's. */
export interface BillDay {
  readonly name: string;
  readonly fromMs: number;
  readonly untilMs: number;
  /** What a refund had come to by then is what the bill says. */
  readonly madeAtMs: number;
}

/** The day a bill is asked of, or null where that is none. */
export function billDay(name: string | undefined): BillDay | null {
  if (name === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(name)) return null;
  const fromMs = Date.parse(`${name}T00:00:00+08:00`);
  if (Number.isNaN(fromMs) || beijingTime(fromMs).slice(0, 10) !== name) return null;
  const untilMs = fromMs + DAY_MS;
  return { name, fromMs, untilMs, madeAtMs: untilMs + MADE_BY_MS };
}

/** WeChat makes a day's bills by ten the next morning, and keeps them for three months. */
export function billAge(day: BillDay, nowMs: number): 'future' | 'making' | 'kept' | 'gone' {
  if (nowMs < day.untilMs) return 'future';
  if (nowMs < day.madeAtMs) return 'making';
  return nowMs > day.untilMs + KEPT_DAYS * DAY_MS ? 'gone' : 'kept';
}

export function isOn(day: BillDay, ms: number): boolean {
  return ms >= day.fromMs && ms < day.untilMs;
}
