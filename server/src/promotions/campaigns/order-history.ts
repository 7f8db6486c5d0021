import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

type HasOrdered = (
  db: Pick<EntityManager, 'query'>,
  shopperIds: readonly string[],
) => Promise<boolean>;

/** What promotions ask of orders, which stand above them and register the answer at start. */
@Injectable()
export class OrderHistory {
  private answer: HasOrdered | null = null;

  register(answer: HasOrdered): void {
    this.answer = answer;
  }

  /** Whether one of these shoppers has an order that was paid and not wholly refunded. */
  hasOrdered(...asked: Parameters<HasOrdered>): Promise<boolean> {
    if (!this.answer) throw new Error('nobody answers for orders');
    return this.answer(...asked);
  }
}
