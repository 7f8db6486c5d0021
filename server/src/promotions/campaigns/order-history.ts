import { Injectable } from '@nestjs/common';
import { assert } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

type Db = Pick<EntityManager, 'query'>;

/** Someone, as orders know them. */
export interface Person {
  /** The shoppers who count as this one. */
  shopperIds: readonly string[];
  /** What they pay by. */
  openids: readonly string[];
  /** The hash of where it is sent to; null where that says nothing. */
  addressKey: string | null;
}

interface HowToCount {
  refundedCounts: boolean;
  /** An order that is asked about and does not count itself. */
  exceptOrderId?: string;
  /** As it was then: what was paid later does not count. */
  paidUntil?: Date;
}

/** What orders answer. */
export interface HistoryAnswers {
  /**
   * Whether this person has an order that was paid and went out, or will. One that was refunded
   * whole before it was sent never counts; after, it does unless `refundedCounts` is false.
   */
  hasOrdered: (db: Db, person: Person, how: HowToCount) => Promise<boolean>;
  /** Of these orders, those whose money went back whole. */
  givenBack: (db: Db, orderIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Who paid these orders, by openid; one whose payer is not known is missing. */
  payersOf: (db: Db, orderIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** What promotions ask of orders, which stand above them and register the answer at start. */
@Injectable()
export class OrderHistory implements HistoryAnswers {
  private answers: HistoryAnswers | null = null;

  register(answers: HistoryAnswers): void {
    this.answers = answers;
  }

  hasOrdered(...asked: Parameters<HistoryAnswers['hasOrdered']>): Promise<boolean> {
    return this.whoAnswers().hasOrdered(...asked);
  }

  givenBack(...asked: Parameters<HistoryAnswers['givenBack']>): Promise<ReadonlySet<string>> {
    return this.whoAnswers().givenBack(...asked);
  }

  payersOf(...asked: Parameters<HistoryAnswers['payersOf']>): Promise<ReadonlyMap<string, string>> {
    return this.whoAnswers().payersOf(...asked);
  }

  private whoAnswers(): HistoryAnswers {
    assert(this.answers, 'nobody answers for orders');
    return this.answers;
  }
}
