import { z } from 'zod';
import { RFM_GROUPS } from '../../segments/rfm.js';
import { TRACKED_NAMES } from '../../tracking/tracked-events.js';
import { TIERS_MAX, tierIdSchema } from '../benefits.js';
import { fenSchema, idSchema, textSchema } from '../common.js';

/** Conditions of one rule, and how deep groups stand in groups. */
export const CONDITIONS_MAX = 30;
export const GROUPS_DEEP = 3;
const VALUES_MAX = 50;
/** Events are kept so long; of orders ten years may be asked. */
const EVENT_DAYS_MAX = 400;
const DAYS_MAX = 3_650;

const days = z.number().int().min(1).max(DAYS_MAX);
/** Null is ever. */
const withinDays = days.nullable().default(null);
const count = z.number().int().min(0).max(1_000_000);
const howMany = { is: z.enum(['at-least', 'at-most']) };
const howLong = { is: z.enum(['within', 'longer-ago']), days };
const idsSchema = z.array(idSchema).max(VALUES_MAX);

/** One fact of an account. Orders are those paid here and not closed; amounts fen less refunds. */
export const conditionSchema = z.discriminatedUnion('fact', [
  z.strictObject({ fact: z.literal('orders'), ...howMany, count, withinDays }),
  z.strictObject({ fact: z.literal('spent'), ...howMany, fen: fenSchema, withinDays }),
  /** Whoever never ordered has no last order. */
  z.strictObject({ fact: z.literal('last-order'), ...howLong }),
  z.strictObject({ fact: z.literal('registered'), ...howLong }),
  z.strictObject({ fact: z.literal('tier'), tiers: z.array(tierIdSchema).min(1).max(TIERS_MAX) }),
  z.strictObject({ fact: z.literal('paid-member') }),
  z.strictObject({ fact: z.literal('tag'), tagIds: idsSchema.min(1) }),
  /** Came by one of them first, or is its customer now. */
  z.strictObject({ fact: z.literal('channel'), channelIds: idsSchema.min(1) }),
  z.strictObject({
    fact: z.literal('birthday-month'),
    months: z.array(z.number().int().min(1).max(12)).min(1).max(12),
  }),
  /** Of any address in the book, such as 浙江省. */
  z.strictObject({
    fact: z.literal('province'),
    provinces: z.array(textSchema(20).min(2)).min(1).max(VALUES_MAX),
  }),
  z.strictObject({
    fact: z.literal('event'),
    name: z.enum(TRACKED_NAMES),
    /** What it is about, such as a product. */
    target: z
      .string()
      .regex(/^[0-9A-Za-z_-]{1,32}$/)
      .nullable()
      .default(null),
    ...howMany,
    count,
    withinDays: z.number().int().min(1).max(EVENT_DAYS_MAX),
  }),
  /** One of the products, or of a category or what stands below it; gifts do not count. */
  z
    .strictObject({
      fact: z.literal('bought'),
      productIds: idsSchema,
      categoryIds: idsSchema,
      withinDays,
    })
    .refine(({ productIds, categoryIds }) => productIds.length + categoryIds.length > 0, {
      message: 'a product or a category',
    }),
  z.strictObject({ fact: z.literal('rfm'), groups: z.array(z.enum(RFM_GROUPS)).min(1) }),
]);
export type Condition = z.output<typeof conditionSchema>;

export const MATCHES = ['all', 'any', 'none'] as const;
type Match = (typeof MATCHES)[number];

/** Conditions and groups that all hold, one of which holds, or none of which does. */
export interface RuleGroup {
  match: Match;
  of: (Condition | RuleGroup)[];
}

const groupOf = <T extends z.ZodType>(part: T) =>
  z.strictObject({ match: z.enum(MATCHES), of: z.array(part).min(1).max(CONDITIONS_MAX) });
const innermost = groupOf(conditionSchema);
const inner = groupOf(z.union([conditionSchema, innermost]));

export function conditionsIn(rule: RuleGroup): Condition[] {
  return rule.of.flatMap((part) => ('match' in part ? conditionsIn(part) : [part]));
}

/** Whom a segment holds: a tree of at most so many conditions, three groups deep. */
export const segmentRuleSchema = groupOf(z.union([conditionSchema, inner])).refine(
  (rule) => conditionsIn(rule).length <= CONDITIONS_MAX,
  { message: `at most ${CONDITIONS_MAX} conditions` },
);
export type SegmentRule = z.output<typeof segmentRuleSchema>;
