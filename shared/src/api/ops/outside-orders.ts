import { z } from 'zod';
import {
  ORDER_COLUMNS,
  ORDER_ROW_REASONS,
  type OrderColumn,
} from '../../outside-orders/order-file.js';
import { idSchema, instantSchema, pageQuerySchema } from '../common.js';
import { importQuerySchema } from './catalog.js';

const COLUMN_NAMES = Object.keys(ORDER_COLUMNS) as [OrderColumn, ...OrderColumn[]];
const countSchema = z.number().int().min(0);

/** Which system orders come from, such as `taobao`: with its order id, it makes an order one. */
export const outsideSourceSchema = z.string().regex(/^[a-z][a-z0-9-]{0,23}$/);

export const orderImportQuerySchema = importQuerySchema.extend({ source: outsideSourceSchema });
export type OrderImportQuery = z.infer<typeof orderImportQuerySchema>;

/** `rowsTotal` = created + updated + unchanged + refused once `rowsDone` has reached it. */
const orderImportReportSchema = z.object({
  dryRun: z.boolean(),
  source: outsideSourceSchema,
  rowsTotal: countSchema,
  rowsDone: countSchema,
  created: countSchema,
  updated: countSchema,
  unchanged: countSchema,
  refused: countSchema,
  /** What all rows that are not refused come to, in fen. */
  amountFen: countSchema,
  customers: z.object({
    total: countSchema,
    done: countSchema,
    /** Not known before. */
    created: countSchema,
    /** One shopper is found by what is known of them. */
    matched: countSchema,
    /** Several are found: an operator says whose it is. */
    held: countSchema,
    /** Nobody is found yet. */
    waiting: countSchema,
  }),
  problemsTotal: countSchema,
  /** By line; the first 500. */
  problems: z.array(
    z.object({
      line: z.number().int(),
      column: z.enum(COLUMN_NAMES).nullable(),
      reason: z.enum(ORDER_ROW_REASONS),
    }),
  ),
});
export type OrderImportReport = z.infer<typeof orderImportReportSchema>;

export const orderImportSchema = z.object({
  id: idSchema,
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Null until the first customers are through. */
  report: orderImportReportSchema.nullable(),
  createdAt: instantSchema,
});
export type OrderImport = z.infer<typeof orderImportSchema>;

export const OUTSIDE_STATES = ['waiting', 'held', 'matched'] as const;
export type OutsideState = (typeof OUTSIDE_STATES)[number];

export const outsideCustomerQuerySchema = pageQuerySchema.extend({
  state: z.enum(OUTSIDE_STATES).optional(),
});
export type OutsideCustomerQuery = z.infer<typeof outsideCustomerQuerySchema>;

export const outsideCustomerSchema = z.object({
  id: idSchema,
  source: outsideSourceSchema,
  /** What the other system calls them. */
  outsideId: z.string(),
  phoneMasked: z.string().nullable(),
  state: z.enum(OUTSIDE_STATES),
  shopperId: idSchema.nullable(),
  /** Of one that is held: every shopper it could be. */
  candidateIds: z.array(idSchema),
});
export type OutsideCustomer = z.infer<typeof outsideCustomerSchema>;

export const matchOutsideSchema = z.strictObject({ shopperId: idSchema });
