import { z } from 'zod';
import type { Fen } from '../../money.js';
import {
  DIFFERENCE_CAUSES,
  DIFFERENCE_KINDS,
  DIFFERENCE_RESOLUTIONS,
  DIFFERENCE_STATES,
  DIFFERENCE_SUBJECTS,
  MONEY_OUTCOMES,
  RECONCILIATION_STATES,
} from '../../reconciliation/difference.js';
import { idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { daySchema } from '../day-period.js';

/** A day's sums may be large, and the fund flow's may be below zero. */
const sumFenSchema = z.number().int().describe('whole fen (1/100 yuan)') as unknown as z.ZodType<
  Fen,
  number
>;

/** What WeChat's two bills of a day say in all. */
const billTotalsSchema = z.object({
  payments: z.number().int(),
  paidFen: sumFenSchema,
  refunds: z.number().int(),
  refundedFen: sumFenSchema,
  /** WeChat's fees, less those it gave back with refunds. */
  feesFen: sumFenSchema,
  transfers: z.number().int(),
  transferredFen: sumFenSchema,
  /** All that came into the merchant's account and went out of it, whatever for. */
  incomeFen: sumFenSchema,
  expenseFen: sumFenSchema,
  /** The account after the last movement; null on a day without any. */
  balanceFen: sumFenSchema.nullable(),
});
export type BillTotals = z.infer<typeof billTotalsSchema>;

/** A Beijing day of WeChat's bills, matched with the books. */
export const reconciliationDaySchema = z.object({
  day: daySchema,
  /** `waiting` for its bills, `open` while differences are left, or `closed`. */
  state: z.enum(RECONCILIATION_STATES),
  /** Null until the bills are here. */
  totals: billTotalsSchema.nullable(),
  differences: z.object({ open: z.number().int(), settled: z.number().int() }),
  /** Why the bills could not be had; null when nothing is wrong. */
  lastError: z.string().nullable(),
  fetchedAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
});
export type ReconciliationDay = z.infer<typeof reconciliationDaySchema>;

export const reconciliationDayListQuerySchema = pageQuerySchema.extend({
  state: z.enum(RECONCILIATION_STATES).optional(),
});
export type ReconciliationDayListQuery = z.infer<typeof reconciliationDayListQuerySchema>;

/** Where a bill and the books (or the trade bill and the fund flow) do not say the same. */
export const reconciliationDifferenceSchema = z.object({
  id: idSchema,
  day: daySchema,
  subject: z.enum(DIFFERENCE_SUBJECTS),
  kind: z.enum(DIFFERENCE_KINDS),
  cause: z.enum(DIFFERENCE_CAUSES).nullable(),
  /** `out_trade_no`, `out_refund_no`, or WeChat's own number of transfers and funds. */
  number: z.string(),
  wechatNo: z.string().nullable(),
  /** Ours, or the trade bill's where the subject is `funds`; null where it is missing. */
  oursFen: sumFenSchema.nullable(),
  theirsFen: sumFenSchema.nullable(),
  ours: z.enum(MONEY_OUTCOMES).nullable(),
  theirs: z.enum(MONEY_OUTCOMES).nullable(),
  state: z.enum(DIFFERENCE_STATES),
  resolution: z.enum(DIFFERENCE_RESOLUTIONS).nullable(),
  note: z.string().nullable(),
  /** The name of the operator who settled it; null while open, or where matching did. */
  settledBy: z.string().nullable(),
  foundAt: instantSchema,
  settledAt: instantSchema.nullable(),
});
export type ReconciliationDifference = z.infer<typeof reconciliationDifferenceSchema>;

const differenceFilter = {
  day: daySchema.optional(),
  state: z.enum(DIFFERENCE_STATES).optional(),
  subject: z.enum(DIFFERENCE_SUBJECTS).optional(),
  kind: z.enum(DIFFERENCE_KINDS).optional(),
};
export const differenceListQuerySchema = pageQuerySchema.extend(differenceFilter);
export type DifferenceListQuery = z.infer<typeof differenceListQuerySchema>;
export const differenceExportQuerySchema = z.strictObject(differenceFilter);
export type DifferenceExportQuery = z.infer<typeof differenceExportQuerySchema>;

/** What a person found out about a difference. */
export const settleDifferenceSchema = z.strictObject({
  resolution: z.enum(['explained', 'corrected', 'written-off']),
  note: textSchema(200).min(1),
});
export type SettleDifference = z.infer<typeof settleDifferenceSchema>;

export const reopenDifferenceSchema = z.strictObject({ note: textSchema(200).min(1) });
export type ReopenDifference = z.infer<typeof reopenDifferenceSchema>;
