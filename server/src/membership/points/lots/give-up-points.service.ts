import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/transaction.js';
import { PointAccounts } from './point-accounts.js';
import { filledLots, forgetReminders, pendingLots, setLotState } from './point-lot.store.js';

/** All points of a shopper are given up: they lapse now, those that were still pending too. */
@Injectable()
export class GiveUpPoints {
  constructor(private readonly accounts: PointAccounts) {}

  /** Whoever calls holds the shopper's lock. Safe to repeat. */
  async all(tx: Tx, shopperId: string): Promise<void> {
    for (const lot of await pendingLots(tx, shopperId)) {
      await setLotState(tx, [lot.lotId], 'active');
      if (lot.points === 0) continue;
      const reference = { kind: 'point-lot', id: lot.lotId };
      const entry = { kind: 'points-activated' as const, key: lot.lotId, shopperId, reference };
      await this.accounts.credit(tx, entry, { from: 'points.pending', parts: [lot] });
    }
    const lots = await filledLots(tx, shopperId);
    const [first] = lots;
    if (!first) return;
    const reference = { kind: 'point-lot', id: first.lotId };
    await this.accounts.expire(tx, { key: `deleted/${first.lotId}`, shopperId, reference }, lots);
    await forgetReminders(
      tx,
      lots.map(({ lotId }) => lotId),
    );
  }
}
