import type { Check } from './check.js';

/** Who is one person follows from the live links and from nothing else. */
export const peopleChecks: readonly Check[] = [
  {
    name: 'accounts with a live link between them are one person',
    sql: `SELECT link.id, one_id, other_id FROM person_link AS link
      LEFT JOIN person_member AS one ON one.shopper_id = one_id
      LEFT JOIN person_member AS other ON other.shopper_id = other_id
      WHERE link.state = 'joined' AND NOT (one.person_id <=> other.person_id
        AND one.person_id IS NOT NULL)`,
  },
  {
    name: 'whoever is one person with somebody has a live link, and the id of their oldest account',
    sql: `SELECT shopper_id, person_id FROM person_member AS me
      WHERE NOT EXISTS (SELECT 1 FROM person_link
          WHERE one_id = me.shopper_id AND state = 'joined')
        AND NOT EXISTS (SELECT 1 FROM person_link
          WHERE other_id = me.shopper_id AND state = 'joined')
        OR person_id <> (SELECT MIN(mate.shopper_id) FROM person_member AS mate
          WHERE mate.person_id = me.person_id)`,
  },
];
