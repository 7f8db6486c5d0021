import { Injectable } from '@nestjs/common';
import type { BenefitsFrom, MemberBenefit } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

type Db = Pick<EntityManager, 'query'>;

/** Something beside tiers that gives members benefits: paid plans. */
export interface BenefitSource {
  /**
   * All it may give to anybody, out of memory: where that is nothing of a kind, nobody is asked for
   * it, and goods reserved by one of them are kept from everybody else.
   */
  offered: (db: Db) => Promise<readonly MemberBenefit[]>;
  /** What it gives this member now, in one statement. */
  of: (db: Db, shopperId: string, now: Date) => Promise<readonly BenefitsFrom[]>;
}

/** Sources register here at start, so that benefits know none of them. */
@Injectable()
export class BenefitSources {
  private readonly sources: BenefitSource[] = [];

  add(source: BenefitSource): void {
    this.sources.push(source);
  }

  async offered(db: Db): Promise<MemberBenefit[]> {
    const all = await Promise.all(this.sources.map((source) => source.offered(db)));
    return all.flat();
  }

  async of(db: Db, shopperId: string, now: Date): Promise<BenefitsFrom[]> {
    const found: BenefitsFrom[] = [];
    for (const source of this.sources) found.push(...(await source.of(db, shopperId, now)));
    return found;
  }
}
