import { Injectable } from '@nestjs/common';
import { assert, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

/** Benefits of one shopper, in orders placed from one instant to just before another. */
export interface SavingsAsked {
  shopperId: string;
  /** Each is the offer of an order by its own id. */
  benefitIds: readonly string[];
  from: Date;
  until: Date;
  /** Whether orders that can still be paid count too. */
  countsUnpaid: boolean;
}

type Answer = (db: Pick<EntityManager, 'query'>, asked: SavingsAsked) => Promise<Fen>;

/** What membership asks of orders, which stand above it and register the answer at start. */
@Injectable()
export class BenefitSavings {
  private answer: Answer | null = null;

  register(answer: Answer): void {
    this.answer = answer;
  }

  /** What these benefits took off paid orders, freight included, less what went back of them. */
  async of(db: Pick<EntityManager, 'query'>, asked: SavingsAsked): Promise<Fen> {
    assert(this.answer, 'nobody answers for orders');
    return this.answer(db, asked);
  }
}
