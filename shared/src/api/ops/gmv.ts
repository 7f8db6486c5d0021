import { z } from 'zod';
import { GMV_FACTORS } from '../../analytics/gmv-factors.js';
import type { Fen } from '../../money.js';
import { fenSchema, instantSchema } from '../common.js';
import { ofDays, periodFields } from '../day-period.js';

/** A quarter: as much as is compared with as much before it. */
export const GMV_DAYS_MAX = 92;
const countSchema = z.number().int().min(0);
const changeSchema = z.number().int().describe('fen') as unknown as z.ZodType<Fen, number>;

export const gmvQuerySchema = z.strictObject(periodFields).refine(...ofDays(GMV_DAYS_MAX));
export type GmvQuery = z.output<typeof gmvQuerySchema>;

const eachFactor = <Of extends z.ZodType>(of: Of) =>
  z.object(
    Object.fromEntries(GMV_FACTORS.map((factor) => [factor, of])) as Record<
      (typeof GMV_FACTORS)[number],
      Of
    >,
  );

const gmvPeriodSchema = z.object({
  ...periodFields,
  /** Persons who opened the shop or a link, or paid. */
  visitors: countSchema,
  /** Of those, who opened a link that another shopper had shared. */
  broughtVisitors: countSchema,
  payers: countSchema,
  /** Paid in the period and sold. */
  orders: countSchema,
  /** What they were paid with, before anything went back. */
  gmvFen: fenSchema,
  /** Basket in fen; null where nobody came by themselves or nothing was sold. */
  factors: eachFactor(z.number()).nullable(),
});

export const gmvSchema = z.object({
  packedAt: instantSchema.nullable(),
  now: gmvPeriodSchema,
  /** As many days, right before. */
  before: gmvPeriodSchema,
  changeFen: changeSchema,
  /** What of the change each factor is the reason of; they sum to it. Null without factors. */
  contributions: eachFactor(changeSchema).nullable(),
});
export type Gmv = z.infer<typeof gmvSchema>;

/** How the shop spreads from shopper to shopper in a period. */
export const spreadSchema = z.object({
  packedAt: instantSchema.nullable(),
  /** Persons who opened the shop or a link, or paid. */
  visitors: countSchema,
  /** Persons who shared something, and how often. */
  sharers: countSchema,
  shares: countSchema,
  /** Shoppers who registered and were first bound to another shopper within a day. */
  broughtFriends: countSchema,
  /** Friends a visitor: shares a visitor times friends a share. Null where nobody came. */
  kFactor: z.number().nullable(),
  sharesPerVisitor: z.number().nullable(),
  friendsPerShare: z.number().nullable(),
  /** From when a shopper was bound to the one who brought them until they brought one; in ms. */
  medianCycleMs: countSchema.nullable(),
});
export type Spread = z.infer<typeof spreadSchema>;
