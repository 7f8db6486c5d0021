import { z } from 'zod';
import { ATTRIBUTION_REASONS, type AttributionReason } from '../../referrals/attribution.js';
import { LINK_OWNER_KINDS } from '../../referrals/share-link.js';
import { idSchema, instantSchema } from '../common.js';

const REASONS = Object.keys(ATTRIBUTION_REASONS) as [AttributionReason, ...AttributionReason[]];
const days = (min: number) => z.number().int().min(min).max(365);

/** Whose a customer is. What was bound keeps the days by which it was bound. */
export const attributionRuleSchema = z
  .strictObject({
    /** Of several links opened before a binding, and of one opened while another’s stands. */
    touch: z.enum(['first', 'last']),
    /** Nobody else can take a customer over for so long. */
    protectionDays: days(0),
    /** A binding lapses after so long, and a link opened longer ago leads to none. */
    validityDays: days(1),
    customers: z.enum(['new', 'all']),
  })
  .refine(({ protectionDays, validityDays }) => protectionDays <= validityDays, {
    message: 'protected no longer than bound',
    path: ['protectionDays'],
  });

export const versionedAttributionRuleSchema = z.strictObject({
  rule: attributionRuleSchema,
  version: z.number().int().min(0),
});
export type VersionedAttributionRule = z.infer<typeof versionedAttributionRuleSchema>;

const ownerSchema = z.object({ kind: z.enum(LINK_OWNER_KINDS), id: z.string() });

const explainedSchema = {
  reason: z.enum(REASONS),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The same in Chinese. */
  why: z.string(),
};

/** A binding of a customer, and why it is there. */
export const customerBindingSchema = z.object({
  id: idSchema,
  owner: ownerSchema,
  code: z.string(),
  boundAt: instantSchema,
  protectedUntil: instantSchema,
  validUntil: instantSchema,
  frozenAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  endedBy: z.enum(['lapsed', 'frozen', 'taken-over']).nullable(),
  /** Whether it earns its owner something now. */
  isInForce: z.boolean(),
  ruleVersion: z.number().int(),
  ...explainedSchema,
});
export type CustomerBinding = z.infer<typeof customerBindingSchema>;

/** A link this customer opened, and what came of it. */
export const customerTouchSchema = z.object({
  id: idSchema,
  code: z.string(),
  owner: ownerSchema,
  placement: z.string(),
  visitedAt: instantSchema,
  decidedAt: instantSchema,
  ...explainedSchema,
});
export type CustomerTouch = z.infer<typeof customerTouchSchema>;

/** Newest first; the last 100 of each. */
export const customerAttributionSchema = z.object({
  bindings: z.array(customerBindingSchema),
  touches: z.array(customerTouchSchema),
});
export type CustomerAttribution = z.infer<typeof customerAttributionSchema>;
