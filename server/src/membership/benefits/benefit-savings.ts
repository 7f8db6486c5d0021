import { Injectable } from '@nestjs/common';
import { assert, fen, type BenefitKind, type Fen, type MemberBenefit } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

/** One shopper, and from which instant to just before which other. */
export interface SavingsAsked {
  shopperId: string;
  from: Date;
  until: Date;
  /** Whether what can still be paid counts too. */
  countsUnpaid: boolean;
}

type Asking = SavingsAsked & { benefitIds: readonly string[] };

/** What is known of benefits of some kinds, by those who use them. */
interface Source {
  answersFor: (kind: BenefitKind) => boolean;
  answer: (db: Pick<EntityManager, 'query'>, asked: Asking) => Promise<Fen>;
}

/** What membership asks of orders and after-sales, which stand above it and register at start. */
@Injectable()
export class BenefitSavings {
  private readonly sources: Source[] = [];

  register(source: Source): void {
    this.sources.push(source);
  }

  /**
   * What these benefits took off paid orders, freight included, less what went back of them, and
   * what they paid for goods sent back.
   */
  async of(
    db: Pick<EntityManager, 'query'>,
    benefits: readonly MemberBenefit[],
    asked: SavingsAsked,
  ): Promise<Fen> {
    assert(this.sources.length > 0, 'nobody answers for orders');
    let savedFen = 0;
    for (const { answersFor, answer } of this.sources) {
      const benefitIds = benefits.filter(({ kind }) => answersFor(kind)).map(({ id }) => id);
      if (benefitIds.length > 0) savedFen += await answer(db, { ...asked, benefitIds });
    }
    return fen(savedFen);
  }
}
