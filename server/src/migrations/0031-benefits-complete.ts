import type { Migration } from './migration.js';

/**
 * What sending goods back cost, as its shopper states it, and what of it a benefit pays.
 */
export const benefitsComplete: Migration = {
  name: '0031-benefits-complete',
  statements: [
    `ALTER TABLE after_sale ADD COLUMN return_freight_stated_fen BIGINT NULL,
       ADD COLUMN return_freight_fen BIGINT NULL,
       ADD CONSTRAINT return_freight_stated
         CHECK (return_freight_fen IS NULL OR (return_freight_fen > 0
           AND return_freight_fen <= return_freight_stated_fen))`,
  ],
};
