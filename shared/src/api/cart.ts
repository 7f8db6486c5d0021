import { z } from 'zod';
import { fenSchema, idSchema } from './common.js';
import { CART_LINES_MAX, QUANTITY_PER_LINE_MAX } from '../limits.js';

/**
 * Why a line cannot be bought as it stands, each taken by itself; `ok` when it can. Whether those
 * ticked may be bought together, the quote says.
 */
const CART_LINE_STATES = ['ok', 'gone', 'sold-out', 'insufficient', 'over-limit'] as const;

const cartLineSchema = z.object({
  skuId: idSchema,
  productId: idSchema,
  title: z.string(),
  optionText: z.string(),
  pictureUrl: z.string().nullable(),
  unitPriceFen: fenSchema,
  /** The price when it was put in; shown when it has moved since. */
  addedPriceFen: fenSchema,
  quantity: z.number().int(),
  selected: z.boolean(),
  stock: z.number().int(),
  returnable: z.boolean(),
  /** Units of the product one order may hold, all its SKUs together; null without a limit. */
  perOrderMax: z.number().int().nullable(),
  state: z.enum(CART_LINE_STATES),
});
export type CartLine = z.infer<typeof cartLineSchema>;

export const cartSchema = z.object({ lines: z.array(cartLineSchema) });
export type Cart = z.infer<typeof cartSchema>;

/** Absolute, so a repeat changes nothing; a quantity of 0 removes the line. */
export const cartLineInputSchema = z.strictObject({
  quantity: z.number().int().min(0).max(QUANTITY_PER_LINE_MAX),
  selected: z.boolean().optional(),
});
export type CartLineInput = z.infer<typeof cartLineInputSchema>;

export const cartSelectionSchema = z.strictObject({
  skuIds: z.array(idSchema).max(CART_LINES_MAX),
});
