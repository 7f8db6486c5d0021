import type { Migration } from './migration.js';

/** Units of a product one order may hold; none for what is there. */
export const quantityLimits: Migration = {
  name: '0010-quantity-limits',
  statements: ['ALTER TABLE product ADD COLUMN per_order_max INT NULL'],
};
