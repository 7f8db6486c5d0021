import { beijingDay } from '../beijing-time.js';
import { fen, type Fen } from '../money.js';

/** What gives growth by a rule of the shop. */
export const RULED_SOURCES = [
  'purchase',
  'first-order',
  'profile',
  'invited-order',
  'sign-in',
] as const;
export type RuledSource = (typeof RULED_SOURCES)[number];
/** Those, and what gives an amount of its own: a recharge plan, an operator. */
export const GROWTH_SOURCES = [
  ...RULED_SOURCES,
  'recharge',
  'paid-plan',
  'adjustment',
  'import',
] as const;
export type GrowthSource = (typeof GROWTH_SOURCES)[number];

/** What one source gives; its limits hold over Beijing days and months. */
export interface GrowthRule {
  /** A purchase's is for each yuan paid; any other's for each time. */
  growth: number;
  dayMax: number | null;
  monthMax: number | null;
}

export interface GrowthRules {
  /** A source without a rule gives nothing. */
  sources: Readonly<Partial<Record<RuledSource, GrowthRule>>>;
  /** Campaign days, `YYYY-MM-DD` in Beijing. */
  days: readonly { day: string; multiplierBps: number }[];
}

/** What a source has given a member so far, what was taken back left out. */
export interface GrowthGiven {
  today: number;
  thisMonth: number;
}

/** Growth is multiplied by this when nothing is. */
export const ONCE_BPS = 10_000;

/** What a source gives now: multiplied, floored, and no more than its limits leave. */
export function growthOf(
  rule: GrowthRule,
  paidFen: Fen | null,
  given: GrowthGiven,
  multiplierBps: number,
): number {
  const worth = BigInt(rule.growth) * BigInt(multiplierBps);
  const multiplied =
    paidFen === null ? worth / 10_000n : (worth * BigInt(paidFen)) / (10_000n * 100n);
  const leftToday = (rule.dayMax ?? Infinity) - given.today;
  const leftThisMonth = (rule.monthMax ?? Infinity) - given.thisMonth;
  return Math.max(0, Math.min(Number(multiplied), leftToday, leftThisMonth));
}

/** The better of what a member has by tier or plan and what the day gives: they never multiply. */
export function multiplierBpsAt({ days }: GrowthRules, ofMemberBps: number, at: Date): number {
  const today = days.find(({ day }) => day === beijingDay(at));
  return Math.max(ofMemberBps, today?.multiplierBps ?? ONCE_BPS);
}

/** What has to be paid for so much growth; null where purchases give none. */
export function paidFenFor(
  growth: number,
  rule: GrowthRule | undefined,
  multiplierBps: number,
): Fen | null {
  if (!rule) return null;
  return fen(Math.ceil((growth * 100 * ONCE_BPS) / (rule.growth * multiplierBps)));
}

/** What of a purchase's growth is kept when `leftFen` of the `paidFen` it was given for is left. */
export function growthKept(growth: number, paidFen: Fen, leftFen: Fen): number {
  if (paidFen === 0) return growth;
  return Number((BigInt(growth) * BigInt(leftFen)) / BigInt(paidFen));
}
