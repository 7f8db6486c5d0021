import { z } from 'zod';
import { fenSchema, idSchema } from '../common.js';

const TIERS_MAX = 10;
const offBpsSchema = z.number().int().min(1).max(10_000).describe('basis points off: 2000 is 八折');
const fromSchema = z.number().int().min(1).describe('fen or units, as `counts` says');

export const reductionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), offFen: fenSchema }),
  z.strictObject({ kind: z.literal('percent'), offBps: offBpsSchema }),
]);

const ascending = (tiers: readonly { from: number }[]) =>
  tiers.every((tier, at) => at === 0 || tier.from > (tiers[at - 1]?.from ?? 0));
const ASCENDING = { message: 'tiers ascend', path: ['tiers'] };
const ONE_REPEATS = { message: 'only a single tier repeats', path: ['repeats'] };

export const fullReductionRuleSchema = z
  .strictObject({
    counts: z.enum(['fen', 'units']),
    tiers: z
      .array(z.strictObject({ from: fromSchema, reduction: reductionSchema }))
      .min(1)
      .max(TIERS_MAX),
    repeats: z.boolean().default(false),
  })
  .refine((rule) => ascending(rule.tiers), ASCENDING)
  .refine((rule) => !rule.repeats || rule.tiers.length === 1, ONE_REPEATS);

export const mixAndMatchRuleSchema = z.strictObject({
  quantity: z.number().int().min(2).max(50),
  priceFen: fenSchema,
});

export const giftRuleSchema = z
  .strictObject({
    counts: z.enum(['fen', 'units']),
    tiers: z
      .array(
        z.strictObject({
          from: fromSchema,
          gifts: z
            .array(z.strictObject({ skuId: idSchema, quantity: z.number().int().min(1).max(10) }))
            .max(5),
        }),
      )
      .min(1)
      .max(TIERS_MAX),
    repeats: z.boolean().default(false),
    /** 买一赠一: a unit of each SKU for every `from` units of it; `gifts` are empty then. */
    givesTheSame: z.boolean().default(false),
  })
  .refine((rule) => ascending(rule.tiers), ASCENDING)
  .refine((rule) => !rule.repeats || rule.tiers.length === 1, ONE_REPEATS)
  .refine((rule) => rule.tiers.every(({ gifts }) => (gifts.length === 0) === rule.givesTheSame), {
    message: 'gifts are named, or the same is given',
    path: ['tiers'],
  });
