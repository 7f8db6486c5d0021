import { z } from 'zod';
import { COMMISSION_STATES } from '../promoters/commission-state.js';
import { TRANSFER_STATES } from '../payments/transfer-state.js';
import { PROMOTER_STATES } from '../promoters/promoter-state.js';
import { WITHDRAWAL_CHANNELS, WITHDRAWAL_STATES } from '../promoters/withdrawal-state.js';
import { fenSchema, idSchema, instantSchema, textSchema } from './common.js';
import { transferLimitsSchema } from './payments.js';

const NAME_MAX = 32;

/** What commission somebody has, each fen in one of them. */
export const commissionBalancesSchema = z.object({
  estimatedFen: fenSchema,
  frozenFen: fenSchema,
  /** Can be withdrawn. */
  settledFen: fenSchema,
  withdrawingFen: fenSchema,
  withdrawnFen: fenSchema,
  /** Was withdrawn, and then its order went back: made good by what is settled next. */
  owedFen: fenSchema,
});
export type CommissionBalances = z.infer<typeof commissionBalancesSchema>;

/** The promoter centre; `state` is null for whoever never applied. */
export const promoterSchema = z.object({
  state: z.enum(PROMOTER_STATES).nullable(),
  /** Why an operator rejected or suspended them; empty where there is nothing to say. */
  reason: z.string(),
  /** Whether the shop has promoters at all now. */
  isOn: z.boolean(),
  /** The highest share of the goods that the first level can get by the rule of now. */
  rateMaxBps: z.number().int(),
  waitDays: z.number().int(),
  ownPurchasesEarn: z.boolean(),
  balances: commissionBalancesSchema,
});
export type PromoterView = z.infer<typeof promoterSchema>;

/** An application: a few words, and nothing to pay. */
export const promoterApplicationSchema = z.strictObject({ statement: textSchema(100) });
export type PromoterApplication = z.infer<typeof promoterApplicationSchema>;

/** What an order gives a promoter. Who bought is shown masked. */
export const commissionLineSchema = z.object({
  orderId: idSchema,
  buyer: z.string(),
  level: z.union([z.literal(1), z.literal(2)]),
  state: z.enum(COMMISSION_STATES),
  givenFen: fenSchema,
  leftFen: fenSchema,
  paidAt: instantSchema,
  /** When it settles at the earliest; null before the order is received. */
  settleAt: instantSchema.nullable(),
});
export type CommissionLine = z.infer<typeof commissionLineSchema>;

/** Somebody whom a promoter brought directly, masked; what they bought since gave commission. */
export const broughtShopperSchema = z.object({
  id: idSchema,
  name: z.string(),
  joinedAt: instantSchema,
  /** Whether their orders still count for the promoter: the binding may have lapsed. */
  isInForce: z.boolean(),
  /** Orders that gave commission. */
  orders: z.number().int(),
  commissionFen: fenSchema,
  lastPaidAt: instantSchema.nullable(),
});
export type BroughtShopper = z.infer<typeof broughtShopperSchema>;

/** What may be withdrawn now, and by what rules. */
export const withdrawalTermsSchema = z.object({
  settledFen: fenSchema,
  minFen: fenSchema,
  dailyMaxFen: fenSchema,
  dailyTimesMax: z.number().int(),
  approveAboveFen: fenSchema,
  freeMonthlyFen: fenSchema,
  above: z.enum(['refused', 'withheld']),
  monthFen: fenSchema,
  /** What a transfer to their WeChat may be of; null where the shop makes none. */
  transfer: transferLimitsSchema.nullable(),
});
export type WithdrawalTerms = z.infer<typeof withdrawalTermsSchema>;

export const withdrawalAskSchema = z
  .strictObject({
    channel: z.enum(WITHDRAWAL_CHANNELS),
    amountFen: fenSchema,
    /** The tax that was shown: WITHDRAWAL_CHANGED when it is another by now. */
    shownTaxFen: fenSchema,
    /**
     * Whom to pay and where, needed where an operator pays; for a transfer their name as on their
     * identity card, needed from ¥2,000 on.
     */
    payee: textSchema(100).default(''),
  })
  .refine(({ channel, payee }) => channel !== 'offline' || payee !== '', {
    message: 'nobody to pay',
  })
  .refine(({ channel, payee }) => channel !== 'transfer' || payee.length <= NAME_MAX, {
    message: 'no name is so long',
  });
export type WithdrawalAsk = z.infer<typeof withdrawalAskSchema>;

export const withdrawalTaxQuerySchema = z.strictObject({
  amountFen: z.coerce.number().pipe(fenSchema),
});
export type WithdrawalTaxQuery = z.infer<typeof withdrawalTaxQuerySchema>;
export const withdrawalTaxSchema = z.object({ taxFen: fenSchema, netFen: fenSchema });
export type WithdrawalTax = z.infer<typeof withdrawalTaxSchema>;

export const withdrawalSchema = z.object({
  id: idSchema,
  channel: z.enum(WITHDRAWAL_CHANNELS),
  state: z.enum(WITHDRAWAL_STATES),
  /** Of the last transfer it went by; null where there is none. */
  transferState: z.enum(TRANSFER_STATES).nullable(),
  amountFen: fenSchema,
  taxFen: fenSchema,
  netFen: fenSchema,
  /** Why it was returned, or what was noted of the payment. */
  note: z.string(),
  askedAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type Withdrawal = z.infer<typeof withdrawalSchema>;
