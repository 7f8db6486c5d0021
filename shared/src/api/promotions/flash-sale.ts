import { z } from 'zod';
import { specialPriceSchema, SPECIAL_PRICES_MAX } from './newcomer.js';

export const flashSaleRuleSchema = z.strictObject({
  prices: z
    .array(specialPriceSchema.extend({ stock: z.number().int().min(0).max(1_000_000) }))
    .min(1)
    .max(SPECIAL_PRICES_MAX),
  /** Units of one shopper over all their orders, unpaid ones counted (case 20). */
  perPersonMax: z.number().int().min(1).max(99).default(1),
  payWithinMinutes: z.number().int().min(5).max(120).default(5),
});
