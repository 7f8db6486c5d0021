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
import { benefitsOfTier, Rules, tierAtStep } from '../rules/membership-rules.js';
import { currentTier } from '../tiers/derived.js';
import { BenefitSources } from './benefit-sources.js';

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
    const { rules } = await this.rules.current(db);
    return [
      ...rules.tiers.flatMap(({ benefits }) => benefits),
      ...(await this.sources.offered(db)),
    ];
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
  async heldBy(
    db: Db,
    member: MemberRow | Pick<MemberRow, 'shopperId'>,
    now: Date,
  ): Promise<HeldBenefit[]> {
    const tier = await this.tierOf(db, member, now);
    const ofOthers = await this.sources.of(db, member.shopperId, now);
    const until = 'tier' in member ? member.tierUntil : null;
    return benefitsOf([{ from: tier.name, benefits: tier.benefits, until }, ...ofOthers]);
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
    const held = (await this.sources.of(db, shopperId, now)).flatMap(({ benefits }) => benefits);
    return others.every((id) => held.some((benefit) => benefit.id === id));
  }

  /** The tier of this shopper, with what it gives them without anything else. */
  async tierOfShopper(db: Db, shopperId: string, now: Date): Promise<NamedBenefits> {
    return this.tierOf(db, (await findMember(db, shopperId)) ?? { shopperId }, now);
  }

  private async tierOf(
    db: Db,
    member: MemberRow | Pick<MemberRow, 'shopperId'>,
    now: Date,
  ): Promise<NamedBenefits> {
    const current = await this.rules.current(db);
    const { rules } = current;
    const lowest = tierAtStep(rules, 0);
    const tier = 'tier' in member ? await currentTier(db, member, current, now) : lowest.id;
    const name = tierOf(rules.tiers, tier)?.name ?? lowest.name;
    return { name, benefits: benefitsOfTier(rules, tier) };
  }
}

interface NamedBenefits {
  name: string;
  benefits: readonly MemberBenefit[];
}
