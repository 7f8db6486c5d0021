import type { Migration } from './migration.js';

/** Whether the catalogue knows what an order's goods were bought at; those before included. */
export const soldPrices: Migration = {
  name: '0008-sold-prices',
  statements: [
    `ALTER TABLE orders ADD COLUMN sold_price_recorded TINYINT(1) NOT NULL DEFAULT 0,
       ADD KEY due_sold_price (sold_price_recorded, paid_at)`,
  ],
};
