import { z } from 'zod';
import type { Fen } from '../../money.js';
import { fenSchema, idSchema, pageQuerySchema } from '../common.js';
import { ofDays, periodFields } from '../day-period.js';

/** A year and its leap day: as much as one report covers. */
export const FIGURES_DAYS_MAX = 366;
/** Days after registering in which a newcomer's first order is counted. */
export const CONVERSION_DAYS = [3, 7, 30] as const;
const countSchema = z.number().int().min(0);
const bpsSchema = countSchema.nullable();
const signedFenSchema = z.number().int().describe('fen') as unknown as z.ZodType<Fen, number>;

export const figuresQuerySchema = z.strictObject(periodFields).refine(...ofDays(FIGURES_DAYS_MAX));
export type FiguresQuery = z.output<typeof figuresQuerySchema>;

export const repurchaseSchema = z.object({
  /** Who bought in the period; of those, who did so on a day after their first ever. */
  customers: countSchema,
  repeating: countSchema,
  rateBps: bpsSchema,
  /** Days between two purchase days of one customer, the later of them in the period. */
  bars: z.array(
    z.object({ fromDays: countSchema, untilDays: countSchema.nullable(), count: countSchema }),
  ),
  medianDays: countSchema.nullable(),
});
export type Repurchase = z.infer<typeof repurchaseSchema>;

const basketFields = {
  payers: countSchema,
  orders: countSchema,
  gmvFen: fenSchema,
  /** What is left of it after refunds. */
  netFen: fenSchema,
  /** Of one order; rounded down. Null where there is none. */
  basketFen: fenSchema.nullable(),
};

/** Orders paid in the period and sold. */
export const basketsSchema = z.object({
  /** By the tier their shopper has now. */
  tiers: z.array(z.object({ tier: z.string(), ...basketFields })),
  /** By whether their shopper was a paid member when they paid. */
  memberships: z.array(z.object({ isPaidMember: z.boolean(), ...basketFields })),
});
export type Baskets = z.infer<typeof basketsSchema>;

/** Of the shoppers who registered in the period, a line for each of 3, 7 and 30 days. */
export const newcomersSchema = z.object({
  conversions: z.array(
    z.object({
      days: z.literal([...CONVERSION_DAYS]),
      /** Who registered at least so many days ago. */
      registered: countSchema,
      /** Of those, whose first sold order was paid within the days. */
      converted: countSchema,
      rateBps: bpsSchema,
      /** What campaigns took off those first orders; and for each of them, rounded down. */
      subsidyFen: fenSchema,
      subsidyEachFen: fenSchema.nullable(),
    }),
  ),
});
export type NewcomerFigures = z.infer<typeof newcomersSchema>;

const daysField = (days: number) => z.coerce.number().int().min(1).max(730).default(days);
export const activityQuerySchema = z
  .strictObject({ activeDays: daysField(30), lostDays: daysField(180) })
  .refine(({ activeDays, lostDays }) => activeDays < lostDays, {
    message: 'lost after active',
    path: ['lostDays'],
  });
export type ActivityQuery = z.output<typeof activityQuerySchema>;
export const ACTIVITIES = ['active', 'silent', 'lost'] as const;

/** Everybody who ever bought, by the days since they did last. */
export const activitySchema = z.object({
  groups: z.array(
    z.object({ activity: z.enum(ACTIVITIES), customers: countSchema, netFen: signedFenSchema }),
  ),
});
export type ActivityFigures = z.infer<typeof activitySchema>;

const pairFields = {
  ...periodFields,
  /** Products that fewer orders had together say nothing. */
  ordersMin: z.coerce.number().int().min(2).max(10_000).default(5),
};
export const coPurchaseQuerySchema = pageQuerySchema
  .extend(pairFields)
  .refine(...ofDays(FIGURES_DAYS_MAX));
export type CoPurchaseQuery = z.output<typeof coPurchaseQuerySchema>;
export const coPurchaseFileQuerySchema = z
  .strictObject(pairFields)
  .refine(...ofDays(FIGURES_DAYS_MAX));
export type CoPurchaseFileQuery = z.output<typeof coPurchaseFileQuerySchema>;

/** Two products, and how many of the period's sold orders had both. */
export const coPurchaseSchema = z.object({
  firstId: idSchema,
  firstTitle: z.string(),
  secondId: idSchema,
  secondTitle: z.string(),
  together: countSchema,
  supportBps: bpsSchema,
  firstToSecondBps: bpsSchema,
  secondToFirstBps: bpsSchema,
  lift: z.number().nullable(),
});
export type CoPurchase = z.infer<typeof coPurchaseSchema>;
