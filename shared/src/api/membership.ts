import { z } from 'zod';
import { fenSchema, instantSchema, textSchema } from './common.js';
import { GROWTH_SOURCES } from '../membership/growth.js';

/** A day of the year, `MM-DD`; the year is nobody's business. */
const birthdaySchema = z.string().refine(isDayOfYear, { message: 'a day of the year, MM-DD' });

function isDayOfYear(text: string): boolean {
  const inLeapYear = `2028-${text}`;
  const parsed = new Date(`${inLeapYear}T00:00:00.000Z`);
  return /^\d\d-\d\d$/.test(text) && !Number.isNaN(parsed.getTime())
    ? parsed.toISOString().startsWith(inLeapYear)
    : false;
}

export const memberProfileSchema = z.object({
  nickname: z.string().nullable(),
  birthday: z.string().nullable(),
});
export type MemberProfile = z.infer<typeof memberProfileSchema>;
export const memberProfileInputSchema = z.strictObject({
  nickname: textSchema(20).min(1).nullable(),
  birthday: birthdaySchema.nullable(),
});

/** A benefit on the card: with what this month's are left of, where they are counted. */
const cardBenefitSchema = z.object({
  kind: z.string(),
  /** The tier or plan it comes from. */
  from: z.string(),
  /** What it is measured by: bps, orders a month, minutes, coupons; null where by nothing. */
  measure: z.number().int().nullable(),
  usedThisMonth: z.number().int().nullable(),
  leftThisMonth: z.number().int().nullable(),
});
const tierOnCardSchema = z.object({
  id: z.string(),
  name: z.string(),
  threshold: z.number().int(),
});
/** A step of the ladder with what it gives, so that members see what is worth rising for. */
const tierWithBenefitsSchema = tierOnCardSchema.extend({
  benefits: z.array(cardBenefitSchema.pick({ kind: true, measure: true })),
});

/** The member's card: what a page needs to say where they stand and what is missing. */
export const memberCardSchema = z.object({
  tier: tierOnCardSchema,
  tiers: z.array(tierWithBenefitsSchema),
  /** What counts towards the tier now. */
  growth: z.number().int(),
  tierSince: instantSchema,
  /** When the tier is reviewed, the end of a Beijing day; null for the lowest. */
  tierUntil: instantSchema.nullable(),
  /** What keeps the tier then is missing so much growth; null for the lowest. */
  missingToKeep: z.number().int().nullable(),
  /** The next tier, what is missing to it, and as much as a purchase; null at the top. */
  next: z
    .object({
      tier: tierOnCardSchema,
      missingGrowth: z.number().int(),
      missingFen: fenSchema.nullable(),
    })
    .nullable(),
  benefits: z.array(cardBenefitSchema),
  /** What benefits took off this member's paid orders. */
  savedFen: fenSchema,
  profile: memberProfileSchema,
});
export type MemberCard = z.infer<typeof memberCardSchema>;

export const growthEventSchema = z.object({
  source: z.enum(GROWTH_SOURCES),
  /** Negative for what was taken back. */
  growth: z.number().int(),
  /** When it counts from; what was taken back counts at the time of what it takes back. */
  at: instantSchema,
  recordedAt: instantSchema,
  orderId: z.string().nullable(),
  isTakenBack: z.boolean(),
});
export type GrowthEvent = z.infer<typeof growthEventSchema>;
