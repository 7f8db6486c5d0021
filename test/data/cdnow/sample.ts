import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryGroup, ValueGroup } from '../../../shared/src/index.js';

/** A purchase of the published 1/10th sample (2,357 customers; see readme.txt). */
export interface Purchase {
  customer: string;
  /** Days since 1997-01-01. */
  day: number;
  dollars: number;
}

const BEGINNING = Date.UTC(1997, 0, 1);
const DAY_MS = 86_400_000;
/** 1997-09-30, where calibration ends in the literature. */
export const CALIBRATION_END = 272;

/** The lines of a file of the data set; the date is the last column but two. */
export function purchasesIn(text: string): Purchase[] {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .map((cells) => {
      const [date = '', , dollars] = cells.slice(-3);
      const at = Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6));
      return {
        ...{ customer: cells[0] ?? '', day: (at - BEGINNING) / DAY_MS },
        dollars: Number(dollars),
      };
    });
}

export function samplePurchases(): Purchase[] {
  return purchasesIn(readFileSync(join(import.meta.dirname, 'CDNOW_sample.txt'), 'utf8'));
}

/** What each customer spent on each day they bought, in the order of days. */
export function daysByCustomer(purchases: readonly Purchase[]): Map<string, Map<number, number>> {
  const all = new Map<string, Map<number, number>>();
  for (const { customer, day, dollars } of purchases) {
    const days = all.get(customer) ?? new Map<number, number>();
    all.set(customer, days.set(day, (days.get(day) ?? 0) + dollars));
  }
  return all;
}

/** The sample as the model takes it, counted at the end of calibration. */
export function calibrated(): { histories: HistoryGroup[]; values: ValueGroup[] } {
  const calibration = samplePurchases().filter(({ day }) => day <= CALIBRATION_END);
  const customers = [...daysByCustomer(calibration).values()].map((days) => [...days]);
  const histories = customers.map((days) => {
    const [first, last] = [days[0]![0], days.at(-1)![0]];
    const weeks = { lastAtWeeks: (last - first) / 7, ageWeeks: (CALIBRATION_END - first) / 7 };
    return { repeats: days.length - 1, ...weeks, customers: 1 };
  });
  const values = customers
    .map((days) => days.slice(1).map(([, dollars]) => dollars))
    .map((spent) => ({ repeats: spent.length, total: spent.reduce((sum, one) => sum + one, 0) }))
    .filter(({ total }) => total > 0)
    .map(({ repeats, total }) => ({ repeats, mean: total / repeats, customers: 1 }));
  return { histories, values };
}
