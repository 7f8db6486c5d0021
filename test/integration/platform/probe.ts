import { rows, type Tx } from '../../../server/src/platform/transaction.js';
import type { TestShop } from '../../factories/shop.js';

/** A table of counters in which tests see what was really committed, and how often. */
export async function makeProbe(shop: TestShop): Promise<void> {
  await shop.db.query(
    'CREATE TABLE probe (name VARCHAR(64) NOT NULL PRIMARY KEY, count INT NOT NULL) ENGINE=InnoDB',
  );
}

export async function countUp(tx: Tx, name: string | number): Promise<void> {
  await tx.query('INSERT INTO probe VALUES (?, 1) ON DUPLICATE KEY UPDATE count = count + 1', [
    String(name),
  ]);
}

/** How often each name was counted, by name. */
export async function counts(shop: TestShop, prefix: string): Promise<Record<string, number>> {
  const found = await rows<{ name: string; count: number }>(
    shop.db.manager,
    'SELECT name, count FROM probe WHERE name LIKE ? ORDER BY name',
    [`${prefix}%`],
  );
  return Object.fromEntries(found.map((row) => [row.name, row.count]));
}
