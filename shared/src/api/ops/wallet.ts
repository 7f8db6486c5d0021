import { z } from 'zod';
import { fen } from '../../money.js';
import { REFUND_CAUSES } from '../../wallet/recharge-refund.js';
import { RECHARGE_STATES } from '../../wallet/recharge-state.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { RECHARGE_PLATFORMS, rechargeSchema, signedFenSchema } from '../wallet.js';

const PLAN_COUPONS_MAX = 10;
const BPS = 10_000;

/** What an operator may set of stored value. */
export const walletSettingsSchema = z.strictObject({
  /** What a balance may come to: 单用途商业预付卡管理办法, ¥5,000 for a registered card. */
  capFen: fenSchema,
  /** Amounts of the shopper's own choice; null where only plans are offered. */
  custom: z
    .strictObject({ minFen: fenSchema, maxFen: fenSchema })
    .refine(({ minFen, maxFen }) => minFen >= 1 && minFen <= maxFen)
    .nullable(),
  confirmAboveFen: fenSchema,
  hiddenOn: z.array(z.enum(RECHARGE_PLATFORMS)).max(RECHARGE_PLATFORMS.length),
  /** The part of outstanding principal that is to lie in custody. */
  custodyBps: z.number().int().min(0).max(BPS),
  /** An adjustment of more than this, either way, waits for a second person. */
  approveAboveFen: fenSchema,
  /** A file of members with more principal than this in all waits for a second person. */
  importApproveAboveFen: fenSchema.default(fen(100_000)),
});
export type WalletSettings = z.infer<typeof walletSettingsSchema>;

export const versionedWalletSettingsSchema = z.strictObject({
  settings: walletSettingsSchema,
  version: z.number().int().min(0),
});
export type VersionedWalletSettings = z.infer<typeof versionedWalletSettingsSchema>;

export const rechargePlanInputSchema = z.strictObject({
  principalFen: fenSchema.refine((amount) => amount > 0),
  bonusFen: fenSchema,
  /** Campaigns of coupons, one of each of which is granted. */
  couponCampaignIds: z.array(idSchema).max(PLAN_COUPONS_MAX),
  growth: z.number().int().min(0).max(1_000_000),
  /** Shown in this order, the smallest first. */
  position: z.number().int().min(0).max(10_000),
  /** Whether it can be chosen now. */
  offered: z.boolean(),
});
export type RechargePlanInput = z.infer<typeof rechargePlanInputSchema>;

export const rechargePlanEditSchema = z.strictObject({
  version: z.number().int().min(1),
  plan: rechargePlanInputSchema,
});
export type RechargePlanEdit = z.infer<typeof rechargePlanEditSchema>;

export const rechargePlanSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  createdAt: instantSchema,
  plan: rechargePlanInputSchema,
});
export type RechargePlan = z.infer<typeof rechargePlanSchema>;

export const opsRechargeListQuerySchema = pageQuerySchema.extend({
  shopperId: idSchema.optional(),
  state: z.enum(RECHARGE_STATES).optional(),
});
export type OpsRechargeListQuery = z.infer<typeof opsRechargeListQuerySchema>;

export const opsRechargeSchema = rechargeSchema.omit({ refunds: true }).extend({
  shopperId: idSchema,
  paymentId: idSchema,
  /** What its lot holds now. */
  principalLeftFen: fenSchema,
  bonusLeftFen: fenSchema,
});
export type OpsRecharge = z.infer<typeof opsRechargeSchema>;

export const rechargeRefundPreviewQuerySchema = z.strictObject({ cause: z.enum(REFUND_CAUSES) });

export const giveRechargeBackSchema = z.strictObject({
  cause: z.enum(REFUND_CAUSES),
  reason: textSchema(200).min(1),
  /** As the preview said: refused where it is another by now. */
  shownAmountFen: fenSchema,
  /** The shopper's name as on their identity card, which a transfer from ¥2,000 on needs. */
  payeeName: textSchema(64).min(1).nullable().default(null),
  /** Of a payment made outside WeChat, which refunds nothing after a year; else null. */
  offlineReference: textSchema(64).min(1).nullable(),
});
export type GiveRechargeBack = z.infer<typeof giveRechargeBackSchema>;

export const opsWalletSchema = z.object({
  shopperId: idSchema,
  principalFen: fenSchema,
  bonusFen: fenSchema,
  heldFen: fenSchema,
});
export type OpsWallet = z.infer<typeof opsWalletSchema>;

export const walletAdjustmentSchema = z
  .strictObject({
    principalFen: signedFenSchema,
    bonusFen: signedFenSchema,
    reason: textSchema(200).min(1),
  })
  .refine(({ principalFen, bonusFen }) => principalFen !== 0 || bonusFen !== 0)
  .refine(({ principalFen, bonusFen }) => principalFen * bonusFen >= 0);
export type WalletAdjustment = z.infer<typeof walletAdjustmentSchema>;

export const adjustedWalletSchema = z.object({
  /** Null where it was done at once; else what waits for a second person. */
  approvalId: idSchema.nullable(),
  wallet: opsWalletSchema,
});
export type AdjustedWallet = z.infer<typeof adjustedWalletSchema>;

const monthSideSchema = z.object({
  issuedFen: signedFenSchema,
  spentFen: signedFenSchema,
  refundedFen: signedFenSchema,
  adjustedFen: signedFenSchema,
  /** At the end of the month, held by orders included. */
  outstandingFen: signedFenSchema,
});

/** Issuance and custody of one Beijing month. */
export const walletMonthSchema = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  principal: monthSideSchema,
  bonus: monthSideSchema,
  /** Of the outstanding principal, what is to lie in custody. */
  custodyFen: fenSchema,
});
export type WalletMonth = z.infer<typeof walletMonthSchema>;
