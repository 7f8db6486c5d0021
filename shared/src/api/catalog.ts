import { z } from 'zod';
import { fenSchema, idSchema, pageQuerySchema, textSchema } from './common.js';

export const OPTIONS_MAX = 3;

export const categorySchema = z.object({
  id: idSchema,
  name: z.string(),
  parentId: idSchema.nullable(),
  pictureUrl: z.string().nullable(),
  productCount: z.number().int(),
});
export type Category = z.infer<typeof categorySchema>;

/** A product in a list: enough to decide on a tap. */
export const productCardSchema = z.object({
  id: idSchema,
  title: z.string(),
  pictureUrl: z.string().nullable(),
  priceFromFen: fenSchema,
  /** True when SKUs differ in price: "¥12 起". */
  priceVaries: z.boolean(),
  /** A struck price only where the law allows one, else null. */
  struckFen: fenSchema.nullable(),
  tags: z.array(z.string()),
  soldOut: z.boolean(),
});
export type ProductCard = z.infer<typeof productCardSchema>;

const skuSchema = z.object({
  id: idSchema,
  code: z.string(),
  /** One value per option of the product, in the product's option order. */
  optionValues: z.array(z.string()),
  priceFen: fenSchema,
  struckFen: fenSchema.nullable(),
  stock: z.number().int(),
  /** Seven-day no-reason return offered. */
  returnable: z.boolean(),
  pictureUrl: z.string().nullable(),
});
export type Sku = z.infer<typeof skuSchema>;

export const productSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** Sanitised HTML: paragraphs, lists, emphasis, pictures of this shop. */
  descriptionHtml: z.string(),
  pictures: z.array(z.object({ url: z.string(), alt: z.string() })),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  skus: z.array(skuSchema),
  categoryPath: z.array(z.object({ id: idSchema, name: z.string() })),
  tags: z.array(z.string()),
  vendor: z.string(),
  /** Units one order may hold, all SKUs together; null without a limit. */
  perOrderMax: z.number().int().nullable(),
});
export type Product = z.infer<typeof productSchema>;

const PRODUCT_SORTS = ['recommended', 'newest', 'price-up', 'price-down'] as const;
export const productListQuerySchema = pageQuerySchema.extend({
  categoryId: idSchema.optional(),
  sort: z.enum(PRODUCT_SORTS).default('recommended'),
});
export type ProductListQuery = z.infer<typeof productListQuerySchema>;
export const searchQuerySchema = pageQuerySchema.extend({ q: textSchema(50).min(1) });
export const suggestQuerySchema = z.strictObject({ q: textSchema(50).min(1) });
export const suggestionsSchema = z.object({ suggestions: z.array(z.string()) });
