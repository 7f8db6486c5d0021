import { z } from 'zod';
import { optionFault } from '../../catalog/options.js';
import { CSV_COLUMNS } from '../../catalog/csv/columns.js';
import { IMPORT_REASONS } from '../../catalog/csv/problem.js';
import {
  CATEGORY_NAME_MAX,
  HANDLE_MAX,
  PER_ORDER_MAX,
  PICTURES_MAX,
  SKUS_MAX,
  STOCK_MAX,
  TAGS_MAX,
  TITLE_MAX,
} from '../../catalog/product-limits.js';
import { OPTIONS_MAX } from '../catalog.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';

const versionSchema = z.number().int().min(1);
const handleSchema = textSchema(HANDLE_MAX).regex(/^[^\s/?#]+$/);
/** `>` separates categories and `,` tags in the product file, so names do without them. */
const categoryNameSchema = textSchema(CATEGORY_NAME_MAX).regex(/^[^>]+$/);
const tagSchema = textSchema(CATEGORY_NAME_MAX).regex(/^[^,]+$/);
const pictureUrlSchema = z.string().max(1_000);

const skuInputSchema = z.strictObject({
  /** The SKU meant; without one it is found by code, then by option values, or it is new. */
  id: idSchema.optional(),
  code: textSchema(64).default(''),
  optionValues: z.array(textSchema(64).min(1)).max(OPTIONS_MAX),
  priceFen: fenSchema,
  listPriceFen: fenSchema.nullable().default(null),
  /** Sellable units there shall be; null leaves what is there. The ledger gets the difference. */
  stock: z.number().int().min(0).max(STOCK_MAX).nullable().default(null),
  returnable: z.boolean().default(true),
  grams: z.number().int().min(0).max(10_000_000).default(0),
  barcode: textSchema(64).default(''),
  pictureUrl: pictureUrlSchema.nullable().default(null),
});

/** A whole product; SKUs that are not in it are withdrawn from sale. */
export const productInputSchema = z
  .strictObject({
    handle: handleSchema,
    title: textSchema(TITLE_MAX).min(1),
    descriptionHtml: z.string().max(100_000).default(''),
    vendor: textSchema(100).default(''),
    categoryId: idSchema.nullable().default(null),
    tags: z.array(tagSchema).max(TAGS_MAX).default([]),
    published: z.boolean().default(false),
    /** Units one order may hold, all SKUs together; null without a limit. */
    perOrderMax: z.number().int().min(1).max(PER_ORDER_MAX).nullable().default(null),
    optionNames: z.array(textSchema(64).min(1)).max(OPTIONS_MAX).default([]),
    skus: z.array(skuInputSchema).min(1).max(SKUS_MAX),
    pictures: z
      .array(z.strictObject({ url: pictureUrlSchema, alt: textSchema(200).default('') }))
      .max(PICTURES_MAX)
      .default([]),
  })
  .superRefine((product, context) => {
    const fault = optionFault(product.optionNames, product.skus);
    if (fault) context.addIssue({ code: 'custom', path: ['skus'], message: fault });
  });
export type ProductInput = z.infer<typeof productInputSchema>;

/** An edit names the version it was made from; VERSION_CONFLICT when that is no longer so. */
export const productEditSchema = z.strictObject({
  version: versionSchema,
  product: productInputSchema,
});
export type ProductEdit = z.infer<typeof productEditSchema>;
export const publishedEditSchema = z.strictObject({
  version: versionSchema,
  published: z.boolean(),
});
export const priceEditSchema = z.strictObject({
  version: versionSchema.describe('the product’s version'),
  priceFen: fenSchema,
  listPriceFen: fenSchema.nullable(),
});
export type PriceEdit = z.infer<typeof priceEditSchema>;

const opsSkuSchema = z.object({
  id: idSchema,
  code: z.string(),
  optionValues: z.array(z.string()),
  priceFen: fenSchema,
  listPriceFen: fenSchema.nullable(),
  /** What shoppers see struck through: null where the law does not allow the list price. */
  struckFen: fenSchema.nullable(),
  stock: z.number().int(),
  returnable: z.boolean(),
  grams: z.number().int(),
  barcode: z.string(),
  pictureUrl: z.string().nullable(),
});
export const opsProductSchema = z.object({
  id: idSchema,
  version: versionSchema,
  handle: z.string(),
  title: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  categoryId: idSchema.nullable(),
  tags: z.array(z.string()),
  published: z.boolean(),
  perOrderMax: z.number().int().nullable(),
  optionNames: z.array(z.string()),
  skus: z.array(opsSkuSchema),
  pictures: z.array(z.object({ url: z.string(), alt: z.string() })),
});
export type OpsProduct = z.infer<typeof opsProductSchema>;

export const opsProductRowSchema = z.object({
  id: idSchema,
  handle: z.string(),
  title: z.string(),
  published: z.boolean(),
  priceFromFen: fenSchema,
  stock: z.number().int(),
  pictureUrl: z.string().nullable(),
  updatedAt: instantSchema,
});
export type OpsProductRow = z.infer<typeof opsProductRowSchema>;
export const opsProductQuerySchema = pageQuerySchema.extend({
  /** Part of a title, handle or SKU code. */
  q: textSchema(50).optional(),
  published: z.enum(['true', 'false']).optional(),
  categoryId: idSchema.optional(),
});
export type OpsProductQuery = z.infer<typeof opsProductQuerySchema>;

export const categoryInputSchema = z.strictObject({
  name: categoryNameSchema,
  parentId: idSchema.nullable().default(null),
  position: z.number().int().min(0).max(10_000).default(0),
  pictureUrl: pictureUrlSchema.nullable().default(null),
});
export type CategoryInput = z.infer<typeof categoryInputSchema>;
export const categoryEditSchema = z.strictObject({
  version: versionSchema,
  category: categoryInputSchema,
});
/** For a DELETE, which has no body. */
export const versionQuerySchema = z.strictObject({ version: z.coerce.number().int().min(1) });
export const opsCategorySchema = z.object({
  id: idSchema,
  version: versionSchema,
  name: z.string(),
  parentId: idSchema.nullable(),
  position: z.number().int(),
  pictureUrl: z.string().nullable(),
});
export type OpsCategory = z.infer<typeof opsCategorySchema>;

/** Units found or lost: signed, never zero, with the reason in words. */
export const stockAdjustmentSchema = z.strictObject({
  quantity: z
    .number()
    .int()
    .min(-STOCK_MAX)
    .max(STOCK_MAX)
    .refine((quantity) => quantity !== 0),
  note: textSchema(200).min(1),
});
export type StockAdjustment = z.infer<typeof stockAdjustmentSchema>;
export const stockMovementSchema = z.object({
  id: idSchema,
  reason: z.string(),
  referenceId: z.string(),
  quantity: z.number().int(),
  note: z.string(),
  createdAt: instantSchema,
});
export type StockMovement = z.infer<typeof stockMovementSchema>;
export const priceChangeSchema = z.object({
  id: idSchema,
  priceFen: fenSchema,
  listPriceFen: fenSchema.nullable(),
  struckBasisFen: fenSchema.nullable(),
  changedAt: instantSchema,
});
export type PriceChange = z.infer<typeof priceChangeSchema>;
export const stockLevelSchema = z.object({ skuId: idSchema, stock: z.number().int() });

const importProblemSchema = z.object({
  line: z.number().int(),
  handle: z.string(),
  column: z.enum(CSV_COLUMNS).nullable(),
  reason: z.enum(IMPORT_REASONS),
});
const importReportSchema = z.object({
  dryRun: z.boolean(),
  productsTotal: z.number().int(),
  productsDone: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  problemsTotal: z.number().int(),
  /** By line; the first 500. */
  problems: z.array(importProblemSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;
const IMPORT_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export const importRunSchema = z.object({
  id: idSchema,
  state: z.enum(IMPORT_STATES),
  /** Null until the first product is through. */
  report: importReportSchema.nullable(),
  createdAt: instantSchema,
});
export type ImportRun = z.infer<typeof importRunSchema>;
/** Bytes a file may have that is imported by API; the command line takes any. */
export const IMPORT_BYTES_MAX = 5 * 1024 * 1024;
export const importQuerySchema = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false'),
});
