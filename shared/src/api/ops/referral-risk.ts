import { z } from 'zod';
import { FLAG_STATES } from '../../referrals/flag-state.js';
import { RISK_SIGNALS } from '../../referrals/risk-signals.js';
import { idSchema, instantSchema, pageQuerySchema } from '../common.js';

const RULES_MAX = 20;
const CONDITIONS_MAX = 6;

const riskRuleSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** All of them have to be met. Counts, and shares in basis points. */
  conditions: z
    .array(
      z.strictObject({
        signal: z.enum(RISK_SIGNALS),
        atLeast: z.number().int().min(1).max(1_000_000),
      }),
    )
    .min(1)
    .max(CONDITIONS_MAX),
});

/** What holds the rewards of a friend for a review; no rules hold nothing. */
export const riskRulesSchema = z.strictObject({
  rules: z
    .array(riskRuleSchema)
    .max(RULES_MAX)
    .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, {
      message: 'each rule has a name of its own',
    }),
});
export type RiskRuleSet = z.infer<typeof riskRulesSchema>;

export const versionedRiskRulesSchema = riskRulesSchema.extend({
  version: z.number().int().min(0),
});
export type VersionedRiskRules = z.infer<typeof versionedRiskRulesSchema>;

/** Friends of so many days are looked at again; the rules look no further back either. */
export const PREVIEW_DAYS_MAX = 90;

export const riskPreviewRequestSchema = riskRulesSchema.extend({
  days: z.number().int().min(1).max(PREVIEW_DAYS_MAX).default(30),
});
export type RiskPreviewRequest = z.output<typeof riskPreviewRequestSchema>;

const countSchema = z.number().int().min(0);
const evidenceSchema = z.array(
  z.object({ rule: z.string(), seen: z.partialRecord(z.enum(RISK_SIGNALS), z.number().int()) }),
);
/** Friends, and the rewards that either side has or waits for because of them. */
const riskedSchema = z.object({ friends: countSchema, rewards: countSchema });

/** What other rules would hold of the friends of some days; it grows while it is counted. */
export const riskPreviewSchema = z.object({
  id: idSchema,
  days: z.number().int(),
  state: z.enum(['running', 'done']),
  invitersDone: countSchema,
  invitersTotal: countSchema,
  friends: countSchema,
  /** By the rules as they were when it began, and by the others. */
  heldNow: countSchema,
  heldThen: countSchema,
  newlyHeld: riskedSchema,
  /** What is flagged stays so until somebody decides; from now on they would not be. */
  noLongerHeld: riskedSchema,
  /** Some of either, with what is seen against them. */
  samples: z.array(
    z.object({
      friendId: idSchema,
      inviterId: idSchema,
      change: z.enum(['held', 'released']),
      evidence: evidenceSchema,
    }),
  ),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type RiskPreview = z.infer<typeof riskPreviewSchema>;

export const flagListQuerySchema = pageQuerySchema.extend({
  state: z.enum(FLAG_STATES).optional(),
  inviterId: idSchema.optional(),
});
export type FlagListQuery = z.infer<typeof flagListQuerySchema>;

/** A friend whose rewards are held, and all that was seen. */
export const referralFlagSchema = z.object({
  id: idSchema,
  friendId: idSchema,
  inviterId: idSchema,
  state: z.enum(FLAG_STATES),
  /** Each rule that was met, with what was seen of its signals. */
  evidence: evidenceSchema,
  ruleVersion: z.number().int(),
  flaggedAt: instantSchema,
  decidedBy: idSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  reason: z.string().nullable(),
});
export type ReferralFlag = z.infer<typeof referralFlagSchema>;

/** What an operator has to say when deciding. */
export const flagDecisionSchema = z.strictObject({ reason: z.string().trim().min(2).max(200) });
export type FlagDecision = z.infer<typeof flagDecisionSchema>;
