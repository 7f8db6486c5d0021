import { z } from 'zod';
import { fenSchema, idSchema, textSchema } from '../common.js';

const POINTS_MAX = 1_000_000_000;
const DAYS_MAX = 60;

const wholePoints = (min: number, max = POINTS_MAX) => z.number().int().min(min).max(max);

/** By what points are earned, spent and lost. What was given stays as it was given. */
export const pointsSettingsSchema = z.strictObject({
  /** While off, none are earned and none can be spent; those there are go on expiring. */
  isOn: z.boolean(),
  earn: z.strictObject({
    /** For each yuan paid and kept. */
    pointsPerYuan: wholePoints(0, 100),
    /** Beijing days on which orders paid give more; 20,000 doubles. */
    days: z
      .array(z.strictObject({ day: z.iso.date(), multiplierBps: wholePoints(10_000, 100_000) }))
      .max(DAYS_MAX),
  }),
  redeem: z.strictObject({
    /** Points that pay one yuan. */
    pointsPerYuan: wholePoints(1, 10_000),
    /** The share of the goods that points may pay. */
    capBps: wholePoints(0, 10_000),
    /** Fewer than these are not taken. */
    pointsMin: wholePoints(0),
  }),
  /** Points lapse at the end of the Beijing month so many months on; null for never. */
  expiryMonths: wholePoints(1, 60).nullable(),
  /** Days before that at which their owner is told. */
  noticeDays: wholePoints(0, 60),
  /** Points that one person may give or take by hand at a time; more needs a second one. */
  adjustmentMax: wholePoints(0),
});
export type PointsSettings = z.infer<typeof pointsSettingsSchema>;

export const versionedPointsSettingsSchema = z.strictObject({
  settings: pointsSettingsSchema,
  version: z.number().int().min(0),
});
export type VersionedPointsSettings = z.infer<typeof versionedPointsSettingsSchema>;

/** Points given by hand or, negative, taken; no more are taken than can be spent. */
export const pointsAdjustmentSchema = z.strictObject({
  shopperId: idSchema,
  points: wholePoints(-POINTS_MAX).refine((points) => points !== 0, { message: 'nothing to do' }),
  reason: textSchema(100).min(1),
});
export type PointsAdjustment = z.infer<typeof pointsAdjustmentSchema>;

/** What someone has. */
export const pointBalancesSchema = z.object({
  /** Can be spent; below zero when what was spent had to be taken back. */
  active: z.number().int(),
  /** Active once the time for after-sales is over. */
  pending: z.number().int(),
  /** In orders that are not paid yet. */
  held: z.number().int(),
});
export type PointBalances = z.infer<typeof pointBalancesSchema>;

export const adjustedPointsSchema = z.object({
  /** Null where it was done at once; else what waits for a second person. */
  approvalId: idSchema.nullable(),
  balances: pointBalancesSchema,
});
export type AdjustedPoints = z.infer<typeof adjustedPointsSchema>;

/** A coupon that is had for points. */
export const pointsShopItemInputSchema = z.strictObject({
  campaignId: idSchema,
  points: wholePoints(1),
  perPersonMax: wholePoints(1, 1_000),
  /** How many may be had in all, those redeemed already included. */
  stock: wholePoints(0, 10_000_000),
  isOffered: z.boolean(),
});
export type PointsShopItemInput = z.infer<typeof pointsShopItemInputSchema>;
export const pointsShopItemEditSchema = z.strictObject({
  item: pointsShopItemInputSchema,
  version: z.number().int().min(1),
});
export const opsPointsShopItemSchema = z.object({
  ...pointsShopItemInputSchema.shape,
  id: idSchema,
  redeemed: z.number().int(),
  version: z.number().int(),
});
export type OpsPointsShopItem = z.infer<typeof opsPointsShopItemSchema>;

const monthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const REPORT_MONTHS_MAX = 60;

/** Beijing months, both included. */
export const pointsReportQuerySchema = z
  .strictObject({ from: monthSchema, to: monthSchema })
  .refine(({ from, to }) => from <= to && monthNumber(to) - monthNumber(from) < REPORT_MONTHS_MAX, {
    message: `from before to, ${REPORT_MONTHS_MAX} months at most`,
  });
export type PointsReportQuery = z.infer<typeof pointsReportQuerySchema>;

function monthNumber(month: string): number {
  const [year, ofYear] = month.split('-').map(Number);
  return (year ?? 0) * 12 + (ofYear ?? 0);
}

/** What happened to all points in a month, and what the shop owed at its end. */
export const pointsMonthSchema = z.object({
  month: monthSchema,
  issued: z.number().int(),
  takenBack: z.number().int(),
  /** Paid for orders, or for the points shop. */
  spent: z.number().int(),
  /** Back to their owners with what they had paid. */
  givenBack: z.number().int(),
  expired: z.number().int(),
  /** By hand; negative when more was taken than given. */
  adjusted: z.number().int(),
  /** Pending, active and held, all owners together. */
  outstanding: z.number().int(),
  /** What those would pay at today’s rate. */
  liabilityFen: fenSchema,
});
export type PointsMonth = z.infer<typeof pointsMonthSchema>;
