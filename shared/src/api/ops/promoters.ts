import { z } from 'zod';
import { COMMISSION_STATES } from '../../promoters/commission-state.js';
import { TRANSFER_STATES } from '../../payments/transfer-state.js';
import { PROMOTER_STATES } from '../../promoters/promoter-state.js';
import { WITHDRAWAL_CHANNELS, WITHDRAWAL_STATES } from '../../promoters/withdrawal-state.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';

const SUM_BPS_MAX = 5_000;
const RATES_MAX = 500;
const RANK_MAX = 9;

const bps = (max: number) => z.number().int().min(0).max(max);
const rank = z.number().int().min(1).max(RANK_MAX);
const level = z.union([z.literal(1), z.literal(2)]);
const rates = { level1Bps: bps(SUM_BPS_MAX), level2Bps: bps(SUM_BPS_MAX) };

/**
 * By what promoters earn: a share of goods that were sold, and nothing else. A fee to join or a sum
 * for each recruit cannot be said here.
 */
export const commissionRuleSchema = z.strictObject({
  /** While off, no order gives commission; what was given goes on to be settled. */
  isOn: z.boolean(),
  levels: level,
  /** Whether promoters earn by what they buy themselves. */
  ownPurchasesEarn: z.boolean(),
  /** Both levels together never get more of a line. */
  sumMaxBps: bps(SUM_BPS_MAX),
  /** Days that commission waits after the time for after-sales is over. */
  waitDays: z.number().int().min(0).max(90),
  rates: z.strictObject(rates),
  ranks: z.array(z.strictObject({ rank, ...rates })).max(RANK_MAX),
  categories: z.array(z.strictObject({ categoryId: idSchema, ...rates })).max(RATES_MAX),
  products: z.array(z.strictObject({ productId: idSchema, ...rates })).max(RATES_MAX),
});
export type CommissionRule = z.infer<typeof commissionRuleSchema>;

export const versionedCommissionRuleSchema = z.strictObject({
  rule: commissionRuleSchema,
  version: z.number().int().min(0),
});
export type VersionedCommissionRule = z.infer<typeof versionedCommissionRuleSchema>;

/** An order that might be placed, to see what a rule would give. */
export const commissionPreviewAskSchema = z.strictObject({
  rule: commissionRuleSchema,
  lines: z
    .array(z.strictObject({ productId: idSchema, paidFen: fenSchema }))
    .min(1)
    .max(20),
  /** Of who brought the shopper and who recruited them. */
  ranks: z.array(rank).min(1).max(2),
});
export type CommissionPreviewAsk = z.infer<typeof commissionPreviewAskSchema>;
export const commissionPreviewSchema = z.array(
  z.object({ level, amountFen: fenSchema, rateBps: z.array(z.number().int()) }),
);
export type CommissionPreview = z.infer<typeof commissionPreviewSchema>;

/** How commission is withdrawn. Figures of tax are the law's of the day, kept by the operator. */
export const withdrawalRuleSchema = z.strictObject({
  minFen: fenSchema,
  dailyMaxFen: fenSchema,
  dailyTimesMax: z.number().int().min(1).max(100),
  /** More than this waits for an operator's approval. */
  approveAboveFen: fenSchema,
  tax: z.strictObject({
    /** What a promoter may withdraw in a Beijing month without tax. */
    freeMonthlyFen: fenSchema,
    /** Whether more is refused, or paid less the tax. */
    above: z.enum(['refused', 'withheld']),
    /** Up to this income the free amount is deducted, above it `costBps` of the income. */
    flatUpToFen: fenSchema,
    costBps: bps(10_000),
    /** By taxable income, lowest first: the rate, less an amount that makes the steps meet. */
    brackets: z
      .array(
        z.strictObject({ upToFen: fenSchema.nullable(), rateBps: bps(10_000), lessFen: fenSchema }),
      )
      .min(1)
      .max(10),
  }),
});
export type WithdrawalRule = z.infer<typeof withdrawalRuleSchema>;
export const versionedWithdrawalRuleSchema = z.strictObject({
  settings: withdrawalRuleSchema,
  version: z.number().int().min(0),
});
export type VersionedWithdrawalRule = z.infer<typeof versionedWithdrawalRuleSchema>;

export const opsPromoterSchema = z.object({
  shopperId: idSchema,
  /** Masked; null where none is known. */
  phone: z.string().nullable(),
  state: z.enum(PROMOTER_STATES),
  rank: z.number().int(),
  recruitedBy: idSchema.nullable(),
  /** What they wrote when they applied. */
  statement: z.string(),
  /** Why an operator decided as they did. */
  reason: z.string(),
  appliedAt: instantSchema,
  decidedAt: instantSchema.nullable(),
});
export type OpsPromoter = z.infer<typeof opsPromoterSchema>;

export const promoterListQuerySchema = pageQuerySchema.extend({
  state: z.enum(PROMOTER_STATES).optional(),
});
export type PromoterListQuery = z.infer<typeof promoterListQuerySchema>;

export const promoterDecisionSchema = z.strictObject({ reason: textSchema(100).min(1) });
export type PromoterDecision = z.infer<typeof promoterDecisionSchema>;
export const promoterRankSchema = z.strictObject({ rank, reason: textSchema(100).min(1) });
export type PromoterRank = z.infer<typeof promoterRankSchema>;

/** What promoters have of one order. */
export const opsCommissionSchema = z.object({
  orderId: idSchema,
  level,
  promoterId: idSchema,
  buyerId: idSchema,
  state: z.enum(COMMISSION_STATES),
  /** By the rule of this version. */
  ruleVersion: z.number().int(),
  givenFen: fenSchema,
  leftFen: fenSchema,
  frozenFor: z.string().nullable(),
  paidAt: instantSchema,
  settleAt: instantSchema.nullable(),
});
export type OpsCommission = z.infer<typeof opsCommissionSchema>;

export const opsWithdrawalSchema = z.object({
  id: idSchema,
  promoterId: idSchema,
  channel: z.enum(WITHDRAWAL_CHANNELS),
  state: z.enum(WITHDRAWAL_STATES),
  /** The last transfer it went by, to be looked up under transfers; null where there is none. */
  transfer: z.object({ id: idSchema, state: z.enum(TRANSFER_STATES) }).nullable(),
  amountFen: fenSchema,
  taxFen: fenSchema,
  netFen: fenSchema,
  /** Whom to pay and where, as the promoter said; empty once it is over and they are gone. */
  payee: z.string(),
  /** What an operator noted of the payment, or why it was returned. */
  note: z.string(),
  askedAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type OpsWithdrawal = z.infer<typeof opsWithdrawalSchema>;
export const withdrawalListQuerySchema = pageQuerySchema.extend({
  state: z.enum(WITHDRAWAL_STATES).optional(),
});
export type WithdrawalListQuery = z.infer<typeof withdrawalListQuerySchema>;
export const withdrawalEndSchema = z.strictObject({ note: textSchema(100).min(1) });
export type WithdrawalEnd = z.infer<typeof withdrawalEndSchema>;

/** Beijing days, the last one included. */
export const commissionReportQuerySchema = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
});
export type CommissionReportQuery = z.infer<typeof commissionReportQuerySchema>;
/** Of orders that were paid in the period, as they stand now. */
export const commissionReportRowSchema = z.object({
  promoterId: idSchema,
  phone: z.string().nullable(),
  level,
  orders: z.number().int(),
  countedFen: fenSchema,
  givenFen: fenSchema,
  estimatedFen: fenSchema,
  frozenFen: fenSchema,
  settledFen: fenSchema,
  takenBackFen: fenSchema,
});
export type CommissionReportRow = z.infer<typeof commissionReportRowSchema>;
