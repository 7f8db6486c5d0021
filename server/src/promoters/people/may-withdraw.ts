import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { findPromoter } from './promoter.store.js';

/**
 * Those who are approved, and those who left: what has settled is theirs.
 * @throws Refusal PROMOTER_NOT_FOUND, PROMOTER_STATE for those who are suspended
 */
export async function assertMayWithdraw(tx: Tx, shopperId: string): Promise<void> {
  const promoter = await findPromoter(tx, shopperId);
  if (!promoter) throw new Refusal('PROMOTER_NOT_FOUND');
  const { state } = promoter;
  if (state !== 'approved' && state !== 'left') throw new Refusal('PROMOTER_STATE', { state });
}
