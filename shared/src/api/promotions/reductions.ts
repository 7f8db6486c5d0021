import { z } from 'zod';
import { fenSchema, idSchema } from '../common.js';
import type { Reduction } from '../../promotions/full-reduction.js';
import { GIFT_ON_REFUND } from '../../promotions/gift.js';

const TIERS_MAX = 10;
const offBpsSchema = z.number().int().min(1).max(10_000).describe('basis points off: 2000 is 八折');
const fromSchema = z.number().int().min(1).describe('fen or units, as `counts` says');

export const reductionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), offFen: fenSchema }),
  z.strictObject({ kind: z.literal('percent'), offBps: offBpsSchema }),
]);

const takesOff = (reduction: Reduction) =>
  reduction.kind === 'amount' ? reduction.offFen : reduction.offBps;
/** Whoever reaches a higher tier must not get less for it, so that tiers are of one sort. */
const rewarding = (tiers: readonly { reduction: Reduction }[]) =>
  tiers.every(({ reduction }, at) => {
    const before = tiers[at - 1]?.reduction;
    if (!before) return takesOff(reduction) > 0;
    return before.kind === reduction.kind && takesOff(before) < takesOff(reduction);
  });
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
  .refine((rule) => rewarding(rule.tiers), {
    message: 'tiers are all amounts or all percentages, each more than the one before',
    path: ['tiers'],
  })
  .refine((rule) => !rule.repeats || rule.tiers.length === 1, ONE_REPEATS)
  .refine((rule) => !rule.repeats || rule.tiers[0]?.reduction.kind === 'amount', {
    message: 'only an amount repeats',
    path: ['repeats'],
  });

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
            .max(5)
            .refine((gifts) => new Set(gifts.map(({ skuId }) => skuId)).size === gifts.length, {
              message: 'a SKU stands once',
            }),
        }),
      )
      .min(1)
      .max(TIERS_MAX),
    repeats: z.boolean().default(false),
    /** 买一赠一: a unit of each SKU for every `from` units of it; `gifts` are empty then. */
    givesTheSame: z.boolean().default(false),
    /**
     * Case 32. `return`: gifts that were sent are asked back with the goods that earned them, and
     * those not sent along are withheld from the refund at what they sell for, down to zero.
     * `keep`: they are the shopper's. Gifts that were not sent yet are not sent, in either case.
     */
    onRefund: z.enum(GIFT_ON_REFUND).default('return'),
  })
  .refine((rule) => ascending(rule.tiers), ASCENDING)
  .refine((rule) => !rule.repeats || rule.tiers.length === 1, ONE_REPEATS)
  .refine((rule) => rule.tiers.every(({ gifts }) => (gifts.length === 0) === rule.givesTheSame), {
    message: 'gifts are named, or the same is given',
    path: ['tiers'],
  })
  .refine((rule) => !rule.givesTheSame || (rule.counts === 'units' && rule.tiers.length === 1), {
    message: 'the same is given for units, by one tier',
    path: ['givesTheSame'],
  });
