import { z } from 'zod';
import { LINK_EVIDENCE, LINK_STATES } from '../../people/person-link.js';
import { idSchema, instantSchema, pageQuerySchema, textSchema } from '../common.js';
import { remainderSchema } from '../privacy.js';

/** By what an account may be known. */
export const IDENTIFIER_KINDS = [
  ...(['openid', 'unionid', 'phone', 'member-number', 'outside-customer'] as const),
  ...(['installation', 'anonymous'] as const),
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

const identifierSchema = z.object({
  kind: z.enum(IDENTIFIER_KINDS),
  /** Phone numbers, openids and unionids are masked. */
  value: z.string(),
  shopperId: idSchema,
  /** Why it is theirs: WeChat or a file said so, they bound or claimed it, they logged in on it. */
  because: z.enum(['wechat', 'bound', 'claimed', 'matched', 'logged-in']),
  since: instantSchema.nullable(),
  /** Other accounts that have it too. Of a device, that alone joins nobody. */
  alsoOf: z.array(idSchema),
});
export type Identifier = z.infer<typeof identifierSchema>;

export const personLinkSchema = z.object({
  id: idSchema,
  /** The older account and the younger one. */
  oneId: idSchema,
  otherId: idSchema,
  evidence: z.enum(LINK_EVIDENCE),
  state: z.enum(LINK_STATES),
  reason: z.string().nullable(),
  /** Null where the evidence decided, or nobody has yet. */
  decidedBy: idSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  /** Until when a join can be undone. */
  undoUntil: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type PersonLink = z.infer<typeof personLinkSchema>;

const owned = z.array(remainderSchema);
/** While it is proposed, with what both sides own: a join moves none of it. */
export const linkProposalSchema = personLinkSchema.extend({
  owned: z.object({ one: owned, other: owned }).nullable(),
  /** Whether other links have made them one person already. */
  alreadyOne: z.boolean(),
});
export type LinkProposal = z.infer<typeof linkProposalSchema>;

export const personSchema = z.object({
  /** The id of their oldest account. */
  personId: idSchema,
  shopperIds: z.array(idSchema),
  identifiers: z.array(identifierSchema),
  /** Every link of these accounts, ended ones among them; the newest first. */
  links: z.array(personLinkSchema),
});
export type PersonPage = z.infer<typeof personSchema>;

export const personLinkQuerySchema = pageQuerySchema.extend({
  state: z.enum(LINK_STATES).optional(),
});
export type PersonLinkQuery = z.infer<typeof personLinkQuerySchema>;

const reasonSchema = textSchema(200).min(1);
export const linkReasonSchema = z.strictObject({ reason: reasonSchema });
/** Where both sides own something, what becomes of it must be said: it stays where it is. */
export const joinDecisionSchema = linkReasonSchema.extend({
  balances: z.literal('stay-apart').optional(),
});
export type JoinDecision = z.infer<typeof joinDecisionSchema>;
export const joinRequestSchema = joinDecisionSchema
  .extend({ oneId: idSchema, otherId: idSchema })
  .refine(({ oneId, otherId }) => oneId !== otherId, { message: 'two accounts' });
export type JoinRequest = z.infer<typeof joinRequestSchema>;
