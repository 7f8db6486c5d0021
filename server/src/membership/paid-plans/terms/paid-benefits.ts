import { Injectable } from '@nestjs/common';
import type { BenefitsFrom } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import {
  BenefitSources,
  type BenefitSource,
  type OfferedFrom,
} from '../../benefits/benefit-sources.js';
import { KnownPlans } from '../plans/known-plans.js';
import { runningTerms } from './paid-term.store.js';

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

  async offered(db: Db): Promise<readonly OfferedFrom[]> {
    const inForce = await this.known.inForce(db);
    return inForce.map(({ plan: { name, benefits } }) => ({ from: name, benefits }));
  }

  /** While nobody has a plan, nobody’s term is looked for. */
  async of(
    db: Db,
    shopperIds: readonly string[],
    now: Date,
  ): Promise<ReadonlyMap<string, readonly BenefitsFrom[]>> {
    if (!(await this.known.areHeld(db))) return new Map();
    const terms = await runningTerms(db, shopperIds, now);
    return new Map(
      terms.map(({ shopperId, endsAt: until, plan: { name, benefits } }) => [
        shopperId,
        [{ from: name, benefits, until }],
      ]),
    );
  }
}
