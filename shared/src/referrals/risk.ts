import {
  signalsOf,
  type InvitedCompany,
  type RiskSignal,
  type RiskSignals,
} from './risk-signals.js';

/** A friend's rewards are held when all conditions of one rule are met. */
export interface RiskRule {
  name: string;
  conditions: readonly { signal: RiskSignal; atLeast: number }[];
}

/** A rule that was met, and what was seen of each of its signals. */
export interface RiskEvidence {
  rule: string;
  seen: Readonly<Partial<Record<RiskSignal, number>>>;
}

/**
 * What a shop starts with; an operator edits them as data. One trace is enough where honest people
 * hardly leave it; a door, a circle or a crowd, which families, colleagues and groups leave as
 * well, count together with haste alone (case 49).
 */
export const DEFAULT_RISK_RULES: readonly RiskRule[] = [
  { name: 'own-installation', conditions: [{ signal: 'usesInvitersInstallation', atLeast: 1 }] },
  { name: 'own-phone', conditions: [{ signal: 'hasInvitersPhone', atLeast: 1 }] },
  { name: 'paid-by-inviter', conditions: [{ signal: 'friendsPaidByInviter', atLeast: 2 }] },
  {
    name: 'one-door-disguised',
    conditions: [
      { signal: 'friendsAtDoor', atLeast: 2 },
      { signal: 'spellingsOfDoor', atLeast: 2 },
      { signal: 'hastyAtDoorBps', atLeast: 7_500 },
    ],
  },
  {
    name: 'circle',
    conditions: [
      { signal: 'friendsInCircle', atLeast: 3 },
      { signal: 'hastyInCircleBps', atLeast: 6_000 },
    ],
  },
  {
    name: 'burst',
    conditions: [
      { signal: 'friendsInBurst', atLeast: 6 },
      { signal: 'hastyInBurstBps', atLeast: 8_000 },
    ],
  },
  {
    name: 'held-company',
    conditions: [
      { signal: 'friendsHeld', atLeast: 2 },
      { signal: 'friendsHeldBps', atLeast: 4_000 },
      { signal: 'isHasty', atLeast: 1 },
    ],
  },
];

/**
 * The evidence against the rewards of each friend, by id, rule by rule; without any they are not
 * held. Friends held by other rules count against those who are not.
 */
export function riskIn(
  company: InvitedCompany,
  rules: readonly RiskRule[],
): Map<string, RiskEvidence[]> {
  const signals = signalsOf(company);
  const alone = { friendsHeld: 0, friendsHeldBps: 0 };
  const first = [...signals].map(([id, of]) => ({
    ...{ id, of, against: evidenceOf({ ...of, ...alone }, rules) },
  }));
  const friendsHeld = first.filter(({ against }) => against.length > 0).length;
  const friendsHeldBps = Math.floor((friendsHeld * 10_000) / Math.max(1, first.length));
  return new Map(
    first.map(({ id, of, against }) => [
      id,
      against.length > 0 ? against : evidenceOf({ ...of, friendsHeld, friendsHeldBps }, rules),
    ]),
  );
}

/** Whether it holds a friend who was cleared of other evidence: by a rule that was not met then. */
export function isNewEvidence(
  evidence: readonly RiskEvidence[],
  cleared: readonly RiskEvidence[],
): boolean {
  return evidence.some(({ rule }) => cleared.every((known) => known.rule !== rule));
}

function evidenceOf(signals: RiskSignals, rules: readonly RiskRule[]): RiskEvidence[] {
  return rules
    .filter(({ conditions }) =>
      conditions.every(({ signal, atLeast }) => signals[signal] >= atLeast),
    )
    .map(({ name, conditions }) => ({
      rule: name,
      seen: Object.fromEntries(conditions.map(({ signal }) => [signal, signals[signal]])),
    }));
}
