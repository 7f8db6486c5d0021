import { z } from 'zod';
import type { Fen } from '../money.js';
import { WALLET_ENTRY_KINDS } from '../wallet/entry-kinds.js';
import { REFUND_CHANNELS } from '../payments/refund-channel.js';
import { REFUND_CAUSES } from '../wallet/recharge-refund.js';
import { RECHARGE_STATES } from '../wallet/recharge-state.js';
import { fenSchema, idSchema, instantSchema } from './common.js';

/** Whole fen, negative where something was taken. */
export const signedFenSchema = z
  .number()
  .int()
  .min(-1_000_000_000)
  .max(1_000_000_000)
  .describe('whole fen (1/100 yuan), negative for taken') as unknown as z.ZodType<Fen, number>;

/** Phones on which recharging may be hidden: WeChat allows no virtual goods on iOS. */
export const RECHARGE_PLATFORMS = ['ios', 'android', 'h5'] as const;

export const offeredRechargeSchema = z.object({
  planId: idSchema,
  principalFen: fenSchema,
  bonusFen: fenSchema,
  /** Coupons and growth that come with it. */
  coupons: z.number().int(),
  growth: z.number().int(),
});
export type OfferedRecharge = z.infer<typeof offeredRechargeSchema>;

export const walletSchema = z.object({
  principalFen: fenSchema,
  bonusFen: fenSchema,
  /** Held by orders that are not paid yet. */
  heldFen: fenSchema,
  /** An order that takes more than this of the balance is confirmed apart. */
  confirmAboveFen: fenSchema,
  recharge: z.object({
    plans: z.array(offeredRechargeSchema),
    /** Any amount between these; null where only plans are offered. */
    custom: z.object({ minFen: fenSchema, maxFen: fenSchema }).nullable(),
    /** What a balance may come to, and how much more of it this one has room for. */
    capFen: fenSchema,
    roomFen: fenSchema,
    hiddenOn: z.array(z.enum(RECHARGE_PLATFORMS)),
  }),
});
export type WalletView = z.infer<typeof walletSchema>;

/** What one event did to a balance, and what the balance was after it. */
export const walletLineSchema = z.object({
  id: idSchema,
  kind: z.enum(WALLET_ENTRY_KINDS),
  at: instantSchema,
  principalFen: signedFenSchema,
  bonusFen: signedFenSchema,
  principalAfterFen: fenSchema,
  bonusAfterFen: fenSchema,
  /** The order, recharge … behind it; for money given back, the recharge. */
  reference: z.object({ kind: z.string(), id: idSchema }),
});
export type WalletLine = z.infer<typeof walletLineSchema>;

/** A recharge as its shopper was shown it: a plan, or an amount of their own with no bonus. */
export const placeRechargeSchema = z.strictObject({
  planId: idSchema.nullable(),
  shownPrincipalFen: fenSchema,
  shownBonusFen: fenSchema,
});
export type PlaceRecharge = z.infer<typeof placeRechargeSchema>;

/** What giving a recharge back would return, and why it is that much. */
export const rechargeRefundPreviewSchema = z.object({
  rechargeId: idSchema,
  cause: z.enum(REFUND_CAUSES),
  channel: z.enum(REFUND_CHANNELS),
  /** What was paid, and what of it went back before. */
  paidFen: fenSchema,
  returnedFen: fenSchema,
  /** Bought with it and kept, at the price without any bonus. */
  spentFen: fenSchema,
  /** What the balance gives up. */
  principalFen: fenSchema,
  bonusFen: fenSchema,
  /** Withheld because the cause is the shopper's; negative for what was withheld before. */
  discountWithheldFen: signedFenSchema,
  couponsWithheldFen: fenSchema,
  /** The money that goes back. */
  amountFen: fenSchema,
});
export type RechargeRefundPreview = z.infer<typeof rechargeRefundPreviewSchema>;

export const rechargeRefundAskSchema = z.strictObject({ shownAmountFen: fenSchema });

export const rechargeRefundSchema = z.object({
  id: idSchema,
  rechargeId: idSchema,
  cause: z.enum(REFUND_CAUSES),
  reason: z.string(),
  amountFen: fenSchema,
  principalFen: fenSchema,
  bonusFen: fenSchema,
  channel: z.enum(REFUND_CHANNELS),
  createdAt: instantSchema,
  /** When the money arrived; null while it is on its way. */
  refundedAt: instantSchema.nullable(),
});
export type RechargeRefundView = z.infer<typeof rechargeRefundSchema>;

export const rechargeSchema = z.object({
  id: idSchema,
  state: z.enum(RECHARGE_STATES),
  principalFen: fenSchema,
  bonusFen: fenSchema,
  payBy: instantSchema,
  createdAt: instantSchema,
  paidAt: instantSchema.nullable(),
  /** What was given back of it, oldest first. */
  refunds: z.array(rechargeRefundSchema),
});
export type Recharge = z.infer<typeof rechargeSchema>;
