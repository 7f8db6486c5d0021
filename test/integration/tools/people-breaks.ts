import type { PersonLink } from '@siyu/shared';
import type { TestOperator } from '../../factories/operator.js';
import { joined } from '../../factories/people.js';
import type { TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

/** For each thing that must hold of who is one person, one way to break it. */
export const PEOPLE_BREAKS: Readonly<Record<string, string>> = {
  'accounts with a live link between them are one person': 'DELETE FROM person_member',
  'whoever is one person with somebody has a live link, and the id of their oldest account':
    'DELETE FROM person_link',
};

/** Two accounts that an operator has joined. */
export async function aJoinedPair(shop: TestShop, operator: TestOperator): Promise<PersonLink> {
  const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
  return joined(operator, ann.id, bo.id);
}
