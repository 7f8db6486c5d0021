import { z } from 'zod';
import { STAGES } from '../pricing/stacking-order.js';
import { fenSchema, idSchema } from './common.js';

export const TIERS_MAX = 10;
const BENEFITS_MAX = 20;
const PRICES_MAX = 500;
const COUPONS_MAX = 10;
/** Names a tier for good, whatever it is called: `silver`. */
export const tierIdSchema = z.string().regex(/^[a-z0-9-]{1,24}$/);

const idsSchema = z.array(idSchema).max(500);
const scopeSchema = z
  .strictObject({ productIds: idsSchema, skuIds: idsSchema, categoryIds: idsSchema })
  .nullable();
const perMonth = z.number().int().min(1).max(999).nullable();
const multiplierBps = z.number().int().min(10_000).max(100_000);
const campaignIds = z.array(idSchema).min(1).max(COUPONS_MAX);
/** Given by the server to a benefit that has none; an edit sends it back. */
const id = idSchema.optional();

/** One benefit of a tier or a paid plan. */
export const benefitSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ id, kind: z.literal('price-off'), scope: scopeSchema },
    offBps: z.number().int().min(0).max(9_900),
    prices: z.array(z.strictObject({ skuId: idSchema, priceFen: fenSchema })).max(PRICES_MAX),
    combinesWith: z.array(z.enum(STAGES)).max(STAGES.length),
  }),
  z.strictObject({ id, kind: z.literal('free-freight'), perMonth }),
  z.strictObject({ id, kind: z.literal('growth-multiplier'), multiplierBps }),
  z.strictObject({ id, kind: z.literal('points-multiplier'), multiplierBps }),
  z.strictObject({ id, kind: z.literal('monthly-coupons'), campaignIds }),
  z.strictObject({
    ...{ id, kind: z.literal('birthday-gift'), campaignIds },
    daysBefore: z.number().int().min(0).max(30),
  }),
  z.strictObject({
    ...{ id, kind: z.literal('early-access') },
    minutes: z.number().int().min(1).max(1_440),
  }),
  z.strictObject({ id, kind: z.literal('members-only'), scope: scopeSchema }),
  z.strictObject({
    ...{ id, kind: z.literal('return-freight'), perMonth },
    capFen: fenSchema.optional(),
  }),
]);
export const benefitsSchema = z.array(benefitSchema).max(BENEFITS_MAX);
/** A benefit as an operator writes it, its id still to be given. */
export type BenefitInput = z.output<typeof benefitSchema>;
