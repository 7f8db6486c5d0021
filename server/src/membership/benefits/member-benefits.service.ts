import { Injectable } from '@nestjs/common';
import {
  benefitsOf,
  tierOf,
  type BenefitKind,
  type HeldBenefit,
  type MemberBenefit,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { findMember, type MemberRow } from '../members/member.store.js';
import {
  benefitsOfTier,
  Rules,
  tierAtStep,
  type VersionedRules,
} from '../rules/membership-rules.js';
import { currentTier, currentTiers } from '../tiers/derived.js';
import { BenefitSources, type OfferedFrom } from './benefit-sources.js';

type Db = Pick<EntityManager, 'query'>;

/** What members have by their tier and by whatever else gives benefits. */
@Injectable()
export class MemberBenefits {
  constructor(
    private readonly rules: Rules,
    private readonly sources: BenefitSources,
  ) {}

  /** Everything anybody may have, out of memory. */
  async offered(db: Db): Promise<MemberBenefit[]> {
    return (await this.offeredFrom(db)).flatMap(({ benefits }) => benefits);
  }

  /** The same by where it comes from. */
  async offeredFrom(db: Db): Promise<OfferedFrom[]> {
    const { rules } = await this.rules.current(db);
    const ofTiers = rules.tiers.map(({ name, benefits }) => ({ from: name, benefits }));
    return [...ofTiers, ...(await this.sources.offered(db))];
  }

  /** Whether anybody may have one of these kinds: if not, no member need be asked for it. */
  async areOffered(db: Db, kinds: readonly BenefitKind[]): Promise<boolean> {
    return (await this.offered(db)).some(({ kind }) => kinds.includes(kind));
  }

  /** What this shopper has now, a member of the lowest tier if they have no row yet. */
  async of(db: Db, shopperId: string, now: Date): Promise<HeldBenefit[]> {
    return this.heldBy(db, (await findMember(db, shopperId)) ?? { shopperId }, now);
  }

  /** The same of a member whose row is known. */
  async heldBy(db: Db, member: MaybeMember, now: Date): Promise<HeldBenefit[]> {
    const { shopperId } = member;
    return (await this.heldByAll(db, [shopperId], Promise.resolve([member]), now))(shopperId);
  }

  /** The same of many, whose rows are asked for together with what else gives them benefits. */
  async heldByAll(
    db: Db,
    shopperIds: readonly string[],
    asked: Promise<readonly MaybeMember[]>,
    now: Date,
  ): Promise<(shopperId: string) => HeldBenefit[]> {
    const [current, members, ofOthers] = await Promise.all([
      this.rules.current(db),
      asked,
      this.sources.of(db, shopperIds, now),
    ]);
    const rows = members.filter(isMember);
    const tiers = await currentTiers(db, rows, current, now);
    const ends = new Map(rows.map((one) => [one.shopperId, one.tierUntil]));
    return (shopperId) => {
      const { name, benefits } = named(current, tiers.get(shopperId));
      const until = ends.get(shopperId) ?? null;
      return benefitsOf([{ from: name, benefits, until }, ...ofOthers(shopperId)]);
    };
  }

  /** Whether this shopper still has these: a tier’s are theirs, what else gives them is asked. */
  async areHeld(
    db: Db,
    shopperId: string,
    benefitIds: readonly string[],
    now: Date,
  ): Promise<boolean> {
    const { rules } = await this.rules.current(db);
    const ofTiers = rules.tiers.flatMap(({ benefits }) => benefits.map(({ id }) => id));
    const others = benefitIds.filter((id) => !ofTiers.includes(id));
    if (others.length === 0) return true;
    const ofOthers = await this.sources.of(db, [shopperId], now);
    const held = ofOthers(shopperId).flatMap(({ benefits }) => benefits);
    return others.every((id) => held.some((benefit) => benefit.id === id));
  }

  /** The tier of this shopper, with what it gives them without anything else. */
  async tierOfShopper(db: Db, shopperId: string, now: Date): Promise<NamedBenefits> {
    const current = await this.rules.current(db);
    const member = await findMember(db, shopperId);
    return named(current, member ? await currentTier(db, member, current, now) : undefined);
  }
}

type MaybeMember = MemberRow | Pick<MemberRow, 'shopperId'>;

function isMember(member: MaybeMember): member is MemberRow {
  return 'tier' in member;
}

/** Whoever has no tier yet stands on the lowest step. */
function named({ rules }: VersionedRules, tier?: string): NamedBenefits {
  const lowest = tierAtStep(rules, 0);
  const id = tier ?? lowest.id;
  const name = tierOf(rules.tiers, id)?.name ?? lowest.name;
  return { name, benefits: benefitsOfTier(rules, id) };
}

interface NamedBenefits {
  name: string;
  benefits: readonly MemberBenefit[];
}
