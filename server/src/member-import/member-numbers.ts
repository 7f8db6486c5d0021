import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { shoppersOfNumbers } from './imported-member.store.js';

/** Which shopper a member number of another system belongs to. */
@Injectable()
export class MemberNumbers {
  /** The shoppers who have claimed these numbers, by number; unclaimed ones are missing. */
  async shoppersOf(
    db: Pick<EntityManager, 'query'>,
    numbers: readonly string[],
  ): Promise<Map<string, string[]>> {
    const found = numbers.length === 0 ? [] : await shoppersOfNumbers(db, numbers);
    return new Map(found.map(({ memberNumber, shopperId }) => [memberNumber, [shopperId]]));
  }
}
