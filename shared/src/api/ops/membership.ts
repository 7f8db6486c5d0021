import { z } from 'zod';
import { benefitsSchema, tierIdSchema, TIERS_MAX } from '../benefits.js';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { RULED_SOURCES } from '../../membership/growth.js';
import { memberProfileSchema } from '../membership.js';
import { couponCountsSchema } from '../promotions/coupons.js';
import { pointBalancesSchema } from './points.js';
import { opsWalletSchema } from './wallet.js';

const growth = z.number().int().min(0).max(1_000_000_000);
const CAMPAIGN_DAYS_MAX = 60;
const ADJUSTMENT_MAX = 10_000_000;

const tierSchema = z.strictObject({
  id: tierIdSchema,
  name: textSchema(12).min(1),
  threshold: growth,
  /** With which it is kept when its validity ends. */
  keepThreshold: growth,
  benefits: benefitsSchema,
});

/** The lowest tier first; each higher one is reached later, and is no easier to keep than reach. */
const tiersSchema = z
  .array(tierSchema)
  .min(1)
  .max(TIERS_MAX)
  .refine((tiers) => tiers[0]?.threshold === 0, { message: 'the lowest tier begins at 0' })
  .refine(
    (tiers) =>
      tiers.every(({ threshold, keepThreshold }, at) => {
        const lower = tiers[at - 1];
        const ascends = !lower || threshold > lower.threshold;
        return (
          ascends && keepThreshold <= threshold && keepThreshold >= (lower?.keepThreshold ?? 0)
        );
      }),
    { message: 'thresholds ascend, and keeping asks no more than reaching' },
  )
  .refine((tiers) => new Set(tiers.map(({ id }) => id)).size === tiers.length, {
    message: 'each tier has an id of its own',
  });

const growthRuleSchema = z.strictObject({
  /** A purchase's is for each yuan paid; any other's for each time. */
  growth: z.number().int().min(1).max(100_000),
  dayMax: growth.nullable(),
  monthMax: growth.nullable(),
});

/** Everything by which members rise and fall. Months are of the calendar, days of Beijing. */
export const membershipRulesSchema = z.strictObject({
  tiers: tiersSchema,
  validityMonths: z.number().int().min(1).max(36),
  windowMonths: z.number().int().min(1).max(60),
  maxStepsDown: z.number().int().min(1).max(TIERS_MAX),
  noticeDays: z.number().int().min(0).max(60),
  growth: z.strictObject({
    sources: z.partialRecord(z.enum(RULED_SOURCES), growthRuleSchema),
    days: z
      .array(
        z.strictObject({
          day: z.iso.date(),
          multiplierBps: z.number().int().min(10_000).max(100_000),
        }),
      )
      .max(CAMPAIGN_DAYS_MAX),
  }),
  /** Growth that one person may give or take by hand at a time. */
  adjustmentMax: z.number().int().min(0).max(ADJUSTMENT_MAX),
});
export type MembershipRulesInput = z.output<typeof membershipRulesSchema>;

export const versionedRulesSchema = z.strictObject({
  rules: membershipRulesSchema,
  version: z.number().int().min(0),
});

export const ladderPreviewSchema = z.strictObject({ rules: membershipRulesSchema });

/** Rules put to every member: looked at (`preview`), or brought into force (`application`). */
export const ladderRunSchema = z.object({
  id: idSchema,
  kind: z.enum(['preview', 'application']),
  state: z.enum(['running', 'done', 'overtaken']),
  membersDone: z.number().int(),
  membersTotal: z.number().int(),
  membersChanged: z.number().int(),
  /** Members by the tier they had and the one they have by these rules, of those that change. */
  changes: z.array(z.object({ from: z.string(), to: z.string(), members: z.number().int() })),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type LadderRun = z.infer<typeof ladderRunSchema>;

/** A campaign that benefits name and of which no coupon can be given now. */
export const couponsWaitingSchema = z.object({
  campaignId: idSchema,
  /** Whose coupon is given once it is live again, if that is in time. */
  members: z.number().int(),
});
export type CouponsWaiting = z.infer<typeof couponsWaitingSchema>;

export const rulesReplacedSchema = z.object({
  ...versionedRulesSchema.shape,
  /** The run that moves members; null where no tier depends on what was changed. */
  applicationId: idSchema.nullable(),
  /** Campaigns that benefits name and of which no coupon can be given now. */
  campaignsNotLive: z.array(idSchema),
});
export type RulesReplaced = z.infer<typeof rulesReplacedSchema>;

export const memberSearchSchema = pageQuerySchema.extend({
  /** A whole phone number. */
  phone: z
    .string()
    .regex(/^\+?[0-9-]{4,20}$/)
    .optional(),
  shopperId: idSchema.optional(),
  tier: tierIdSchema.optional(),
});
export type MemberSearch = z.infer<typeof memberSearchSchema>;

export const memberRowSchema = z.object({
  shopperId: idSchema,
  nickname: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  tier: z.object({ id: z.string(), name: z.string() }),
  /** What counts towards the tier now. */
  growth: z.number().int(),
  tierSince: instantSchema,
  tierUntil: instantSchema.nullable(),
  joinedAt: instantSchema,
});
export type MemberRow = z.infer<typeof memberRowSchema>;

export const growthAdjustmentSchema = z.strictObject({
  growth: z
    .number()
    .int()
    .min(-ADJUSTMENT_MAX)
    .max(ADJUSTMENT_MAX)
    .refine((one) => one !== 0, { message: 'something is given or taken' }),
  reason: textSchema(100).min(2),
});
export type GrowthAdjustment = z.infer<typeof growthAdjustmentSchema>;

/** A member with all that is kept of them here. */
export const memberDetailSchema = memberRowSchema.extend({
  profile: memberProfileSchema,
  /** All growth there ever was, less what was taken back. */
  growthEver: z.number().int(),
  savedFen: z.number().int(),
  coupons: couponCountsSchema,
  /** These are null where the shop has no such feature. */
  wallet: opsWalletSchema.nullable(),
  points: pointBalancesSchema.nullable(),
  orders: z
    .object({
      paid: z.number().int(),
      /** Not yet paid, sent or received. */
      open: z.number().int(),
      /** What was paid, less what went back. */
      spentFen: fenSchema,
      lastPaidAt: instantSchema.nullable(),
    })
    .nullable(),
  /** The plan whose term runs, and until when what follows it lasts; null while none runs. */
  paidMembership: z.object({ planName: z.string(), endsAt: instantSchema }).nullable(),
  /** Who they were in other systems. */
  imported: z.array(z.object({ memberNumber: z.string(), claimedAt: instantSchema })),
});
export type MemberDetail = z.infer<typeof memberDetailSchema>;

/** A member after an adjustment. */
export const adjustedMemberSchema = z.object({
  /** What waits for another operator; null where it was made at once. */
  approvalId: idSchema.nullable(),
  member: memberDetailSchema,
});
export type AdjustedMember = z.infer<typeof adjustedMemberSchema>;
