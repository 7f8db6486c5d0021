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
import { afterCommit, type Tx } from '../../platform/transaction.js';
import { DEFAULT_RULES } from './default-rules.js';
import { replaceRules, storedRules } from './membership-rules.store.js';

type Db = Pick<EntityManager, 'query'>;

const FRESH_MS = 1_000;

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
  private known: (VersionedRules & { readAtMs: number }) | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** `db` is the transaction's own inside one. */
  async current(db: Db = this.db.manager): Promise<VersionedRules> {
    const ageMs = performance.now() - (this.known?.readAtMs ?? -Infinity);
    return this.known && ageMs < FRESH_MS ? this.known : this.read(db);
  }

  /** The rules as they are stored now, with the version an edit must name. */
  async read(db: Db = this.db.manager): Promise<VersionedRules> {
    const stored = await storedRules(db);
    const found = stored ?? { rules: DEFAULT_RULES, version: 0, ladderVersion: 0 };
    this.known = { ...found, readAtMs: performance.now() };
    return found;
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
    this.known = null;
    afterCommit(tx, () => (this.known = null));
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
