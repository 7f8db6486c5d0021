import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/transaction.js';
import { revokeGranted, savedByGranted, type GrantName } from './coupon-moves.store.js';

/** What became of coupons that another feature granted under a key. */
@Injectable()
export class GrantedCoupons {
  /** What those that are used took off their orders, in fen. */
  savedFen(tx: Tx, grant: GrantName): Promise<number> {
    return savedByGranted(tx, grant);
  }

  /** Takes back those that are unused; locked and used ones stay. Safe to repeat. */
  revoke(tx: Tx, grant: GrantName): Promise<void> {
    return revokeGranted(tx, grant);
  }
}
