import { Injectable } from '@nestjs/common';
import type { BenefitsFrom, MemberBenefit } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { BenefitSources, type BenefitSource } from '../../benefits/benefit-sources.js';
import { KnownPlans } from '../plans/known-plans.js';
import { runningTerm } from './paid-term.store.js';

type Db = Pick<EntityManager, 'query'>;

/** What paid plans give: by the version that was bought, from the plan’s name. */
@Injectable()
export class PaidBenefits implements BenefitSource {
  constructor(
    private readonly known: KnownPlans,
    sources: BenefitSources,
  ) {
    sources.add(this);
  }

  async offered(db: Db): Promise<readonly MemberBenefit[]> {
    return (await this.known.inForce(db)).flatMap(({ plan }) => plan.benefits);
  }

  /** While nobody has a plan, nobody’s term is looked for. */
  async of(db: Db, shopperId: string, now: Date): Promise<readonly BenefitsFrom[]> {
    if (!(await this.known.areHeld(db))) return [];
    const term = await runningTerm(db, shopperId, now);
    if (!term) return [];
    const { plan, endsAt: until } = term;
    return [{ from: plan.name, benefits: plan.benefits, until }];
  }
}
