import { Injectable } from '@nestjs/common';
import type { BenefitsFrom } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

type Db = Pick<EntityManager, 'query'>;

/** Benefits that somebody may have, from where. */
export type OfferedFrom = Omit<BenefitsFrom, 'until'>;

/** Something beside tiers that gives members benefits: paid plans. */
export interface BenefitSource {
  /**
   * All it may give to anybody, out of memory: where that is nothing of a kind, nobody is asked for
   * it, and goods reserved by one of them are kept from everybody else.
   */
  offered: (db: Db) => Promise<readonly OfferedFrom[]>;
  /** What it gives each of these members now, in one statement; who has nothing is missing. */
  of: (
    db: Db,
    shopperIds: readonly string[],
    now: Date,
  ) => Promise<ReadonlyMap<string, readonly BenefitsFrom[]>>;
}

/** Sources register here at start, so that benefits know none of them. */
@Injectable()
export class BenefitSources {
  private readonly sources: BenefitSource[] = [];

  add(source: BenefitSource): void {
    this.sources.push(source);
  }

  async offered(db: Db): Promise<OfferedFrom[]> {
    const all = await Promise.all(this.sources.map((source) => source.offered(db)));
    return all.flat();
  }

  async of(
    db: Db,
    shopperIds: readonly string[],
    now: Date,
  ): Promise<(shopperId: string) => BenefitsFrom[]> {
    const found = await Promise.all(this.sources.map((source) => source.of(db, shopperIds, now)));
    return (shopperId) => found.flatMap((given) => given.get(shopperId) ?? []);
  }
}
