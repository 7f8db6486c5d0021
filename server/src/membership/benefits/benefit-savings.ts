import { Injectable } from '@nestjs/common';
import { assert, fen, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

/** Benefits of one shopper, used from one instant to just before another. */
export interface SavingsAsked {
  shopperId: string;
  benefitIds: readonly string[];
  from: Date;
  until: Date;
  /** Whether what can still be paid counts too. */
  countsUnpaid: boolean;
}

type Answer = (db: Pick<EntityManager, 'query'>, asked: SavingsAsked) => Promise<Fen>;

/** What membership asks of orders and after-sales, which stand above it and register at start. */
@Injectable()
export class BenefitSavings {
  private readonly answers: Answer[] = [];

  register(answer: Answer): void {
    this.answers.push(answer);
  }

  /**
   * What these benefits took off paid orders, freight included, less what went back of them, and
   * what they paid for goods sent back.
   */
  async of(db: Pick<EntityManager, 'query'>, asked: SavingsAsked): Promise<Fen> {
    assert(this.answers.length > 0, 'nobody answers for orders');
    let savedFen = 0;
    for (const answer of this.answers) savedFen += await answer(db, asked);
    return fen(savedFen);
  }
}
