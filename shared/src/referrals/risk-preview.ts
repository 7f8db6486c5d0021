import type { FlagState } from './flag-state.js';
import { isNewEvidence, riskIn, type RiskEvidence, type RiskRule } from './risk.js';
import type { InvitedCompany } from './risk-signals.js';

/** A friend whose rewards other rules would hold, or hold no more. */
export interface RiskChange {
  friendId: string;
  change: 'held' | 'released';
  /** Against a friend by the rules that hold: the new ones, or those they would replace. */
  evidence: RiskEvidence[];
}

/** What these companies hold by the rules of now, and what changes by others. */
export interface RiskComparison {
  heldNow: number;
  heldThen: number;
  changes: RiskChange[];
}

interface Flag {
  state: FlagState;
  evidence: readonly RiskEvidence[];
}

/**
 * Compares two sets of rules over those of these friends that are asked about. Whoever was cleared
 * is held by new evidence alone, as when the rules are asked in earnest.
 */
export function comparedRisk(
  companies: readonly InvitedCompany[],
  { now, then }: { now: readonly RiskRule[]; then: readonly RiskRule[] },
  { among, flags }: { among: ReadonlySet<string>; flags: ReadonlyMap<string, Flag> },
): RiskComparison {
  const held = (rules: readonly RiskRule[]) =>
    new Map(
      companies
        .flatMap((company) => [...riskIn(company, rules)])
        .filter(([id, evidence]) => among.has(id) && holds(evidence, flags.get(id))),
    );
  const [before, after] = [held(now), held(then)];
  const missingIn = (
    other: ReadonlyMap<string, unknown>,
    from: ReadonlyMap<string, RiskEvidence[]>,
    change: RiskChange['change'],
  ) =>
    [...from]
      .filter(([friendId]) => !other.has(friendId))
      .map(([friendId, evidence]) => ({ friendId, change, evidence }));
  return {
    ...{ heldNow: before.size, heldThen: after.size },
    changes: [...missingIn(before, after, 'held'), ...missingIn(after, before, 'released')],
  };
}

function holds(evidence: readonly RiskEvidence[], flag: Flag | undefined): boolean {
  if (flag?.state === 'cleared') return isNewEvidence(evidence, flag.evidence);
  return evidence.length > 0;
}
