import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/transaction.js';
import { FlagListeners, type FlagChange } from '../../referrals/risk/flag-listeners.js';
import { ReferralRisk } from '../../referrals/risk/referral-risk.service.js';
import { CommissionBooks } from './commission-books.js';
import { CommissionHolds } from './commission-holds.service.js';
import { ordersOfPair, sharesOf } from './commission.store.js';
import { RecountCommission } from './recount-commission.service.js';

/** Why a share is frozen while the buyer is flagged; the evidence stands with the flag. */
const FLAGGED = 'referral-risk';

/**
 * What promoters have of the orders of a customer who looks like the promoter: frozen while the flag
 * is open, and for good once it is confirmed. Flags are locked before promoters, here and elsewhere.
 */
@Injectable()
export class FlaggedCommission {
  constructor(
    private readonly risk: ReferralRisk,
    private readonly holds: CommissionHolds,
    private readonly books: CommissionBooks,
    private readonly recounting: RecountCommission,
    listeners: FlagListeners,
  ) {
    listeners.add((tx, change) => this.follow(tx, change));
  }

  /** Looks at whoever brought the buyer once more. True where the order's commission is frozen. */
  async freezeIfFlagged(tx: Tx, orderId: string): Promise<boolean> {
    for (const { promoterId, buyerId } of await sharesOf(tx, [orderId])) {
      const state = (await this.risk.assess(tx, promoterId)).get(buyerId);
      if (state === undefined || state === 'cleared') continue;
      await this.holds.freezeOrder(tx, orderId, FLAGGED);
      return true;
    }
    return false;
  }

  private async follow(tx: Tx, { state, friendId, inviterId }: FlagChange): Promise<void> {
    if (state === 'confirmed') return;
    for (const orderId of await ordersOfPair(tx, { buyerId: friendId, promoterId: inviterId })) {
      if (state === 'open') await this.holds.freezeOrder(tx, orderId, FLAGGED);
      else await this.release(tx, orderId);
    }
  }

  /** What is frozen for another reason stays so. */
  private async release(tx: Tx, orderId: string): Promise<void> {
    for (const share of await this.recounting.lock(tx, orderId)) {
      if (share.frozenFor !== FLAGGED) continue;
      await this.books.move(tx, 'commission-released', share, 'estimated');
    }
  }
}
