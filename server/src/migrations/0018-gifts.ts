import type { Migration } from './migration.js';

/**
 * What a gift was given by and for, and what returning those goods meant for it: units the shopper
 * kept, and what is withheld for them from the lines that went back.
 */
export const gifts: Migration = {
  name: '0018-gifts',
  statements: [
    'ALTER TABLE order_line ADD COLUMN gift_terms JSON NULL',
    // A line may speak of gifts that are kept alone.
    `ALTER TABLE after_sale_line ADD COLUMN kept_quantity INT NOT NULL DEFAULT 0,
       ADD COLUMN gift_withheld_fen BIGINT NOT NULL DEFAULT 0,
       DROP CONSTRAINT after_sale_line_quantity,
       ADD CONSTRAINT after_sale_line_units CHECK (
         quantity >= 0 AND kept_quantity >= 0 AND quantity + kept_quantity > 0
         AND withheld_quantity BETWEEN 0 AND quantity
         AND restocked_quantity BETWEEN 0 AND quantity - withheld_quantity),
       ADD CONSTRAINT after_sale_line_gifts CHECK (gift_withheld_fen >= 0)`,
  ],
};
