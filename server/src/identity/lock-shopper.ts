import type { Tx } from '../platform/transaction.js';

/**
 * Holds a shopper until the transaction ends: whatever is counted per shopper (addresses, unused
 * uploads) is counted and added to by one transaction at a time.
 */
export async function lockShopper(tx: Tx, shopperId: string): Promise<void> {
  await tx.query('SELECT id FROM shopper WHERE id = ? FOR UPDATE', [shopperId]);
}
