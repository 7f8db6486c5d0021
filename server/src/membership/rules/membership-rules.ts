import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  tierOf,
  type GrowthRules,
  type Ladder,
  type MemberBenefit,
  type MembershipRulesInput,
  type Tier,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { Remembered } from '../../platform/remembered.js';
import type { Tx } from '../../platform/transaction.js';
import { DEFAULT_RULES } from './default-rules.js';
import { replaceRules, storedRules } from './membership-rules.store.js';

type Db = Pick<EntityManager, 'query'>;

export interface TierRules extends Tier {
  benefits: readonly MemberBenefit[];
}

/** Everything by which members rise and fall; every benefit has its id. */
export interface MembershipRules extends Ladder {
  tiers: readonly TierRules[];
  growth: GrowthRules;
  /** Growth that one operator may give or take by hand at a time. */
  adjustmentMax: number;
}

export interface VersionedRules {
  rules: MembershipRules;
  version: number;
  /** Counts only changes that a tier may depend on. */
  ladderVersion: number;
}

/** The rules in force, at most a second old on any instance, for one statement a second. */
@Injectable()
export class Rules {
  private readonly known: Remembered<VersionedRules>;

  constructor(
    @Inject(DataSource) db: DataSource,
    private readonly clock: Clock,
  ) {
    this.known = new Remembered(db.manager, clock, async (reader) => {
      const stored = await storedRules(reader);
      return stored ?? { rules: DEFAULT_RULES, version: 0, ladderVersion: 0 };
    });
  }

  /** `db` is the transaction's own inside one. */
  current(db?: Db): Promise<VersionedRules> {
    return this.known.current(db);
  }

  /** The rules as they are stored now, with the version an edit must name. */
  read(db?: Db): Promise<VersionedRules> {
    return this.known.read(db);
  }

  /**
   * Puts rules into force; whether tiers may depend on what changed. Benefits without an id are
   * given one. @throws Refusal VERSION_CONFLICT when someone else edited meanwhile
   */
  async replace(
    tx: Tx,
    input: MembershipRulesInput,
    version: number,
  ): Promise<VersionedRules & { isLadderChanged: boolean }> {
    const before = await this.read(tx);
    const now = this.clock.now();
    const rules = withIds(input, () => newId(now));
    const isLadderChanged = foldedBy(before.rules) !== foldedBy(rules);
    const ladderVersion = before.ladderVersion + (isLadderChanged ? 1 : 0);
    const after = { rules, version: version + 1, ladderVersion };
    if (!(await replaceRules(tx, after, now))) throw new Refusal('VERSION_CONFLICT');
    this.known.changed(tx);
    return { ...after, isLadderChanged };
  }
}

/** The tier of a step, which a fold of these very rules has answered. */
export function tierAtStep({ tiers }: MembershipRules, step: number): TierRules {
  const tier = tiers[step];
  assert(tier !== undefined, `no step ${step} on the ladder`);
  return tier;
}

/** What these rules give members of a tier; nothing where the tier is gone. */
export function benefitsOfTier(
  { tiers }: MembershipRules,
  tierId: string,
): readonly MemberBenefit[] {
  return tierOf(tiers, tierId)?.benefits ?? [];
}

export function withIds(input: MembershipRulesInput, nextId: () => string): MembershipRules {
  const tiers = input.tiers.map((tier) => ({
    ...tier,
    benefits: tier.benefits.map((benefit) => ({ ...benefit, id: benefit.id ?? nextId() })),
  }));
  return { ...input, tiers, growth: input.growth as GrowthRules };
}

/** What the fold reads of the rules. */
function foldedBy({ tiers, validityMonths, windowMonths, maxStepsDown }: MembershipRules): string {
  const steps = tiers.map(({ id, threshold, keepThreshold }) => [id, threshold, keepThreshold]);
  return JSON.stringify([steps, validityMonths, windowMonths, maxStepsDown]);
}
