import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { CommissionBooks } from './commission-books.js';
import { estimatedOf, type ShareRow } from './commission.store.js';
import { RecountCommission } from './recount-commission.service.js';

/** Why the commission of a deleted account is frozen; its shares go on naming it (case 53). */
export const ACCOUNT_GONE = '账户已注销';

/** Commission in question: it neither settles nor is withdrawn until somebody releases it. */
@Injectable()
export class CommissionHolds {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly books: CommissionBooks,
    private readonly recounting: RecountCommission,
    private readonly audit: AuditTrail,
  ) {}

  /** Freezes what is left of an order's commission, settled or not; for whoever finds a reason. */
  async freezeOrder(tx: Tx, orderId: string, reason: string): Promise<number> {
    const shares = await this.recounting.lock(tx, orderId);
    const open = shares.filter(({ state }) => state === 'estimated' || state === 'settled');
    for (const share of open) await this.freeze(tx, share, reason);
    return open.length;
  }

  /** The doubt is gone: it settles once its time has come. */
  async releaseOrder(tx: Tx, orderId: string): Promise<number> {
    const frozen = (await this.recounting.lock(tx, orderId)).filter(
      ({ state }) => state === 'frozen',
    );
    for (const share of frozen)
      await this.books.move(tx, 'commission-released', share, 'estimated');
    return frozen.length;
  }

  /** A locked share that is not frozen yet. */
  freeze(tx: Tx, share: ShareRow, reason: string): Promise<void> {
    return this.books.move(tx, 'commission-frozen', share, 'frozen', reason);
  }

  /** An account is deleted. Whoever calls holds its lock. Safe to repeat. */
  async freezeAllOf(tx: Tx, promoterId: string): Promise<void> {
    for (const share of await estimatedOf(tx, promoterId)) {
      await this.freeze(tx, share, ACCOUNT_GONE);
    }
  }

  /** An operator freezes. @throws Refusal COMMISSION_NOT_FOUND where nothing is left to freeze */
  freezeBy(operator: OperatorSession, orderId: string, reason: string): Promise<void> {
    return this.byOperator(operator, orderId, 'freeze', reason, (tx) =>
      this.freezeOrder(tx, orderId, reason),
    );
  }

  /** An operator releases. @throws Refusal COMMISSION_NOT_FOUND where nothing is frozen */
  releaseBy(operator: OperatorSession, orderId: string, reason: string): Promise<void> {
    return this.byOperator(operator, orderId, 'release', reason, (tx) =>
      this.releaseOrder(tx, orderId),
    );
  }

  private byOperator(
    operator: OperatorSession,
    orderId: string,
    verb: 'freeze' | 'release',
    reason: string,
    work: (tx: Tx) => Promise<number>,
  ): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      if ((await work(tx)) === 0) throw new Refusal('COMMISSION_NOT_FOUND');
      await this.audit.record(tx, {
        ...{ operator, action: `commission.${verb}`, subjectKind: 'order', subjectId: orderId },
        ...{ before: { isFrozen: verb === 'release' } },
        ...{ after: { isFrozen: verb === 'freeze', reason } },
      });
    });
  }
}
