import { z } from 'zod';
import { fenSchema, idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { QUANTITY_PER_LINE_MAX, ORDER_LINES_MAX } from '../../limits.js';
import { CAMPAIGN_KINDS, STAGES, type CampaignKind } from '../../pricing/stacking-order.js';
import { CAMPAIGN_PHASES, CAMPAIGN_STATES } from '../../promotions/schedule.js';
import { TIERS_MAX, tierIdSchema } from '../benefits.js';
import { couponRuleSchema } from '../promotions/coupon.js';
import { flashSaleRuleSchema } from '../promotions/flash-sale.js';
import { groupBuyRuleSchema } from '../promotions/group-buy.js';
import { newcomerRuleSchema } from '../promotions/newcomer.js';
import {
  fullReductionRuleSchema,
  giftRuleSchema,
  mixAndMatchRuleSchema,
} from '../promotions/reductions.js';

const SLOTS_MAX = 60;
const kinds = CAMPAIGN_KINDS as [CampaignKind, ...CampaignKind[]];
const idsSchema = z.array(idSchema).max(500);

/** Instants may carry an offset, such as Beijing's +08:00; they are kept in UTC. */
const slotSchema = z.strictObject({
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
});
const slotsSchema = z
  .array(slotSchema)
  .min(1)
  .max(SLOTS_MAX)
  .refine(
    (slots) =>
      slots.every(
        ({ startsAt, endsAt }, at) =>
          Date.parse(startsAt) < Date.parse(endsAt) &&
          Date.parse(startsAt) >= Date.parse(slots[at - 1]?.endsAt ?? startsAt),
      ),
    { message: 'slots end after they start and follow one another' },
  );

const AUDIENCE_CHANNELS_MAX = 50;
const AUDIENCE_SEGMENTS_MAX = 20;

/** Whom a campaign is for, beside tiers, channels and segments. */
export const AUDIENCES = ['everyone', 'newcomers', 'returning'] as const;
const audienceSchema = z.union([
  z.enum(AUDIENCES),
  /** Members of one of these tiers. */
  z.strictObject({ tiers: z.array(tierIdSchema).min(1).max(TIERS_MAX) }),
  /** Who came by one of these channels first, or is its customer now. */
  z.strictObject({ channels: z.array(idSchema).min(1).max(AUDIENCE_CHANNELS_MAX) }),
  /** Who is in one of these segments or has one of these tags. */
  z.strictObject({ segments: z.array(idSchema).min(1).max(AUDIENCE_SEGMENTS_MAX) }),
]);
export type Audience = z.infer<typeof audienceSchema>;

const campaignFields = {
  name: textSchema(30).min(1),
  slots: slotsSchema,
  /** Null covers the whole catalogue. */
  scope: z
    .strictObject({ productIds: idsSchema, skuIds: idsSchema, categoryIds: idsSchema })
    .nullable(),
  audience: audienceSchema.default('everyone'),
  /** Stages whose offers may act on the same line; both sides must say so. */
  combinesWith: z.array(z.enum(STAGES)).max(STAGES.length),
  /** Among equals the higher acts first. */
  priority: z.number().int().min(0).max(100).default(0),
  /** Uses in all and of one shopper: units of special prices and of gifts, orders for the rest. */
  usesMax: z.number().int().min(1).max(10_000_000).nullable().default(null),
  usesPerPersonMax: z.number().int().min(1).max(10_000).nullable().default(null),
  usesPerOrderMax: z.number().int().min(1).max(999).nullable().default(null),
  /** What it may cost in all; null without limit. */
  budgetFen: fenSchema.nullable().default(null),
};

/** A campaign as an operator writes it; its kind says what its rule looks like. */
export const campaignInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('newcomer'), ...campaignFields, rule: newcomerRuleSchema }),
  z.strictObject({ kind: z.literal('flash-sale'), ...campaignFields, rule: flashSaleRuleSchema }),
  z.strictObject({ kind: z.literal('group-buy'), ...campaignFields, rule: groupBuyRuleSchema }),
  z.strictObject({
    kind: z.literal('full-reduction'),
    ...campaignFields,
    rule: fullReductionRuleSchema,
  }),
  z.strictObject({
    kind: z.literal('mix-and-match'),
    ...campaignFields,
    rule: mixAndMatchRuleSchema,
  }),
  z.strictObject({ kind: z.literal('gift'), ...campaignFields, rule: giftRuleSchema }),
  z.strictObject({ kind: z.literal('coupon'), ...campaignFields, rule: couponRuleSchema }),
]);
export type CampaignRequest = z.input<typeof campaignInputSchema>;
export type CampaignInput = z.output<typeof campaignInputSchema>;

export const campaignEditSchema = z.strictObject({
  version: z.number().int().min(1),
  campaign: campaignInputSchema,
});

export const campaignSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  state: z.enum(CAMPAIGN_STATES),
  /** Where it stands now, by its state and its slots. */
  phase: z.enum(CAMPAIGN_PHASES),
  createdAt: instantSchema,
  campaign: campaignInputSchema,
});
export type Campaign = z.infer<typeof campaignSchema>;

export const campaignListQuerySchema = pageQuerySchema.extend({
  kind: z.enum(kinds).optional(),
  state: z.enum(CAMPAIGN_STATES).optional(),
});
export type CampaignListQuery = z.infer<typeof campaignListQuerySchema>;

/** What a campaign's law and reason say against publishing it. */
export const POLICY_FINDINGS = [
  'PRICE_NOT_LOWER',
  'STRUCK_PRICE_UNPROVEN',
  'SKU_NOT_ON_SALE',
  'SLOTS_PAST',
  'GIVES_EVERYTHING_AWAY',
  'SYSTEM_COMPLETION_SHOWN',
  'STORED_VALUE_LIMIT',
  'FLASH_STOCK_EXCEEDS_STOCK',
  'COUPON_NEVER_VALID',
  'COUPON_NOT_OFFERED',
  'BUDGET_UNLIMITED',
  'CHANNEL_UNKNOWN',
  'SEGMENT_UNKNOWN',
] as const;
export const policyFindingSchema = z.object({
  code: z.enum(POLICY_FINDINGS),
  /** An error keeps it from being published; a warning is for the operator to weigh. */
  level: z.enum(['error', 'warning']),
  skuId: idSchema.nullable(),
  /** The rule behind it, in Chinese, with its source. */
  why: z.string(),
});
export type PolicyFinding = z.infer<typeof policyFindingSchema>;

export const campaignPreviewRequestSchema = z.strictObject({
  shopperId: idSchema,
  at: z.iso.datetime({ offset: true }),
  lines: z
    .array(
      z.strictObject({
        skuId: idSchema,
        quantity: z.number().int().min(1).max(QUANTITY_PER_LINE_MAX),
      }),
    )
    .min(1)
    .max(ORDER_LINES_MAX),
});
export type CampaignPreviewRequest = z.infer<typeof campaignPreviewRequestSchema>;
