import { daysAfter } from '../beijing-time.js';
import type { LinkOwner } from './share-link.js';

/** Whose a customer is; what was bound keeps the days by which it was bound. */
export interface AttributionRule {
  /** Of several touches before a binding, and of one that comes while another's stands. */
  touch: 'first' | 'last';
  /** Days for which nobody else can take a customer over; no more than `validityDays`. */
  protectionDays: number;
  /** Days after which a binding lapses, and for which a touch can lead to one. */
  validityDays: number;
  /** Whether someone who has ordered before can be bound. */
  customers: 'new' | 'all';
}

/** Someone opened a link. */
export interface Touch {
  id: string;
  at: Date;
  owner: LinkOwner;
  /** The owner's account is deleted, or the channel closed. */
  ownerIsGone: boolean;
  /** Whose customer the owner is by a binding that stands; null for nobody's. */
  ownerBoundTo: LinkOwner | null;
}

export interface Customer {
  shopperId: string;
  /** The shoppers who are one person to WeChat (unionid), themselves included. */
  samePersonIds: readonly string[];
  hasOrdered: boolean;
}

/** A binding as it was made. */
export interface Binding {
  owner: LinkOwner;
  boundAt: Date;
  protectedUntil: Date;
  validUntil: Date;
  /** Since its owner's account is deleted; it stays theirs and earns nobody anything. */
  frozenAt: Date | null;
}

/** Why a touch led to a binding, left one as it was, or led to nothing. */
export const ATTRIBUTION_REASONS = {
  FIRST_BINDING: 'bound',
  BOUND_AFTER_LAPSE: 'bound',
  BOUND_AFTER_FREEZE: 'bound',
  TAKEN_OVER: 'bound',
  ALREADY_BOUND: 'kept',
  SELF: 'refused',
  SAME_PERSON: 'refused',
  CIRCLE: 'refused',
  OWNER_GONE: 'refused',
  TOUCH_TOO_OLD: 'refused',
  NOT_NEW: 'refused',
  PROTECTED: 'refused',
  FIRST_TOUCH_STANDS: 'refused',
  ANOTHER_TOUCH_WON: 'refused',
} as const;
export type AttributionReason = keyof typeof ATTRIBUTION_REASONS;
/** Of those, why a binding is there. */
export type BindingReason = {
  [R in AttributionReason]: (typeof ATTRIBUTION_REASONS)[R] extends 'bound' ? R : never;
}[AttributionReason];

/** What became of one touch. Instants are ISO 8601, days are whole. */
export interface TouchDecision {
  touchId: string;
  reason: AttributionReason;
  facts: Readonly<Record<string, string | number>>;
}

/** Why a binding that stood does so no longer. */
export type BindingEnd = 'lapsed' | 'frozen' | 'taken-over';

export interface Attribution {
  /** One for each touch, in their order. */
  decisions: TouchDecision[];
  /** What is made of the winning touch; null where nothing changes. */
  made: { touchId: string; reason: BindingReason; binding: Binding } | null;
  /** What the one that stood ends by; null where there was none, or it stands. */
  ended: { by: BindingEnd; at: Date } | null;
}

/** Whether a binding earns its owner something for what its customer did then. */
export function isInForce(binding: Binding, at: Date): boolean {
  return at >= binding.boundAt && !isOver(binding, at);
}

/**
 * Decides touches that became the customer's together, by how things stood at that instant, `now`:
 * those of an unknown visitor when they log in, later ones as they come. Refused for certain is
 * what needs no judgement: one's own link, also under another openid of one unionid, and two who
 * would each be the other's customer (case 49). What only looks like it (a phone, a payer, a door,
 * a device in common; longer circles) binds, and is for the risk room to flag.
 */
export function attribute(
  asked: { touches: readonly Touch[]; customer: Customer; standing: Binding | null },
  rule: AttributionRule,
  now: Date,
): Attribution {
  const { touches, customer, standing } = asked;
  const refusals = touches.map((touch) => refusalOf(touch, customer, { standing, rule, now }));
  const contenders = touches.filter((_, at) => refusals[at] === null);
  const winner = winnerOf(contenders, rule);
  if (!winner) return { decisions: decided(touches, refusals), made: null, ended: null };
  const binding = bindingTo(winner.owner, rule, now);
  const ended = standing && endOf(standing, now);
  const reason = reasonOf(ended?.by ?? null);
  const facts = {
    touchedAt: winner.at.toISOString(),
    protectedUntil: binding.protectedUntil.toISOString(),
    validUntil: binding.validUntil.toISOString(),
  };
  const won = touches.map((touch, at) => {
    if (refusals[at]) return refusals[at];
    if (touch.id === winner.id) return verdict(reason, facts);
    return verdict('ANOTHER_TOUCH_WON', { touch: rule.touch, wonAt: winner.at.toISOString() });
  });
  return {
    decisions: decided(touches, won),
    made: { touchId: winner.id, reason, binding },
    ended,
  };
}

type Verdict = Pick<TouchDecision, 'reason' | 'facts'>;

function refusalOf(
  touch: Touch,
  customer: Customer,
  { standing, rule, now }: { standing: Binding | null; rule: AttributionRule; now: Date },
): Verdict | null {
  const { owner, at } = touch;
  if (isOf(owner, customer.shopperId)) return verdict('SELF');
  if (customer.samePersonIds.some((id) => isOf(owner, id))) return verdict('SAME_PERSON');
  if (touch.ownerIsGone) return verdict('OWNER_GONE');
  if (touch.ownerBoundTo && isOf(touch.ownerBoundTo, customer.shopperId)) return verdict('CIRCLE');
  if (daysAfter(at, rule.validityDays) <= now) {
    return verdict('TOUCH_TOO_OLD', { touchedAt: at.toISOString(), days: rule.validityDays });
  }
  const inForce = standing && isInForce(standing, now) ? standing : null;
  if (inForce && isSame(inForce.owner, owner)) {
    return verdict('ALREADY_BOUND', { boundAt: inForce.boundAt.toISOString() });
  }
  if (rule.customers === 'new' && customer.hasOrdered) return verdict('NOT_NEW');
  if (!inForce) return null;
  if (now < inForce.protectedUntil) {
    return verdict('PROTECTED', { until: inForce.protectedUntil.toISOString() });
  }
  if (rule.touch === 'last') return null;
  return verdict('FIRST_TOUCH_STANDS', { until: inForce.validUntil.toISOString() });
}

/** The first or the last of those that may win; of two at one instant the one noted first. */
function winnerOf(touches: readonly Touch[], { touch }: AttributionRule): Touch | undefined {
  const inOrder = [...touches].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1),
  );
  return touch === 'first' ? inOrder[0] : inOrder.at(-1);
}

function bindingTo(owner: LinkOwner, rule: AttributionRule, now: Date): Binding {
  const { protectionDays, validityDays } = rule;
  return {
    ...{ owner, boundAt: now, frozenAt: null, validUntil: daysAfter(now, validityDays) },
    protectedUntil: daysAfter(now, Math.min(protectionDays, validityDays)),
  };
}

/** A binding that another follows: it lapsed by itself when its time was over. */
function endOf({ frozenAt, validUntil }: Binding, now: Date): { by: BindingEnd; at: Date } {
  if (frozenAt && frozenAt < validUntil && frozenAt <= now) return { by: 'frozen', at: frozenAt };
  return validUntil <= now ? { by: 'lapsed', at: validUntil } : { by: 'taken-over', at: now };
}

const REASON_AFTER = {
  lapsed: 'BOUND_AFTER_LAPSE',
  frozen: 'BOUND_AFTER_FREEZE',
  'taken-over': 'TAKEN_OVER',
} as const satisfies Record<BindingEnd, BindingReason>;

function reasonOf(ended: BindingEnd | null): BindingReason {
  return ended === null ? 'FIRST_BINDING' : REASON_AFTER[ended];
}

/** Whether a binding had lapsed or was frozen by then. */
export function isOver({ validUntil, frozenAt }: Binding, at: Date): boolean {
  return at >= validUntil || (frozenAt !== null && at >= frozenAt);
}

function isOf({ kind, id }: LinkOwner, shopperId: string): boolean {
  return kind === 'shopper' && id === shopperId;
}

function isSame(one: LinkOwner, other: LinkOwner): boolean {
  return one.kind === other.kind && one.id === other.id;
}

function verdict(reason: AttributionReason, facts: TouchDecision['facts'] = {}): Verdict {
  return { reason, facts };
}

function decided(
  touches: readonly Touch[],
  verdicts: readonly (Verdict | null | undefined)[],
): TouchDecision[] {
  return touches.flatMap(({ id }, at) => {
    const found = verdicts[at];
    return found ? [{ touchId: id, ...found }] : [];
  });
}
