import { z } from 'zod';
import { RFM_GROUPS } from '../../segments/rfm.js';
import { idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { segmentRuleSchema } from './segment-rule.js';

const LISTED_MAX = 1_000;
const countSchema = z.number().int().min(0);
const nameSchema = textSchema(30).min(1);

/** A tag (标签) holds whom operators put on it; a segment with a rule whom the rule finds. */
export const segmentInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), name: nameSchema }),
  z.strictObject({ kind: z.literal('rule'), name: nameSchema, rule: segmentRuleSchema }),
]);
export type SegmentInput = z.output<typeof segmentInputSchema>;

export const segmentEditSchema = z.strictObject({
  version: z.number().int().min(1),
  segment: segmentInputSchema,
});
export type SegmentEdit = z.output<typeof segmentEditSchema>;

export const segmentSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  segment: segmentInputSchema,
  members: countSchema,
  /** When the rule was asked last; null of a tag. */
  refreshedAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type Segment = z.infer<typeof segmentSchema>;

export const segmentListQuerySchema = pageQuerySchema.extend({
  kind: z.enum(['tag', 'rule']).optional(),
});
export type SegmentListQuery = z.infer<typeof segmentListQuerySchema>;

export const segmentPreviewRequestSchema = z.strictObject({ rule: segmentRuleSchema });
const sampledSchema = z.object({
  shopperId: idSchema,
  phoneMasked: z.string().nullable(),
  nickname: z.string().nullable(),
});
/** Whom a rule finds now, and of how many accounts; the ten who registered last as a sample. */
export const segmentPreviewSchema = z.object({
  count: countSchema,
  accounts: countSchema,
  sample: z.array(sampledSchema),
});
export type SegmentPreview = z.infer<typeof segmentPreviewSchema>;

/** Ids of accounts, or phone numbers. */
const listSchema = z.array(z.string().regex(/^[0-9A-Z+-]{5,26}$/)).max(LISTED_MAX);
export const taggingSchema = z
  .strictObject({ add: listSchema.default([]), remove: listSchema.default([]) })
  .refine(({ add, remove }) => add.length + remove.length > 0, { message: 'somebody' });
export type Tagging = z.output<typeof taggingSchema>;
export const taggedSchema = z.object({
  added: countSchema,
  removed: countSchema,
  /** Those whom nobody here is. */
  unknown: z.array(z.string()),
});
export type Tagged = z.infer<typeof taggedSchema>;

export const segmentMemberSchema = sampledSchema.extend({ enteredAt: instantSchema });
export type SegmentMember = z.infer<typeof segmentMemberSchema>;

/** What an account entered and left, the newest first; `by` is the operator of a tag. */
export const segmentChangeSchema = z.object({
  segmentId: idSchema,
  /** Null where it was deleted since. */
  name: z.string().nullable(),
  change: z.enum(['entered', 'left']),
  by: idSchema.nullable(),
  at: instantSchema,
});
export type SegmentChange = z.infer<typeof segmentChangeSchema>;
export const memberSegmentsSchema = z.object({
  current: z.array(z.object({ segmentId: idSchema, name: z.string(), enteredAt: instantSchema })),
  history: z.array(segmentChangeSchema),
});
export type MemberSegments = z.infer<typeof memberSegmentsSchema>;

const cutsSchema = z
  .tuple([countSchema, countSchema, countSchema, countSchema])
  .refine((cuts) => cuts.every((cut, at) => cut >= (cuts[at - 1] ?? 0)), {
    message: 'in their order',
  });
const chosen = { recencyDays: cutsSchema, purchaseDays: cutsSchema, spentFen: cutsSchema };
/** Where scores rise: at fifths of those who bought, or where an operator says. */
export const rfmBoundsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quantiles') }),
  z.strictObject({ kind: z.literal('chosen'), ...chosen }),
]);
export type RfmBounds = z.output<typeof rfmBoundsSchema>;
export const rfmEditSchema = z.strictObject({
  version: z.number().int().min(0),
  bounds: rfmBoundsSchema,
});
export type RfmEdit = z.output<typeof rfmEditSchema>;

export const rfmSchema = z.object({
  version: z.number().int(),
  bounds: rfmBoundsSchema,
  /** Of which Beijing day the scores are; null before the first. */
  day: z.string().nullable(),
  /** The cuts that are in force; null before the first scores. */
  cuts: z.object(chosen).nullable(),
  groups: z.array(z.object({ group: z.enum(RFM_GROUPS), accounts: countSchema })),
});
export type Rfm = z.infer<typeof rfmSchema>;
