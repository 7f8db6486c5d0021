import { Inject, Injectable } from '@nestjs/common';
import { assert, type OpsTransfer, type OpsTransferListQuery, type Page } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { transfersBy } from './transfer-list.store.js';
import { findTransfer, type Transfer } from './transfer.store.js';
import { Transfers } from './transfers.service.js';

/** How an operator paid what a transfer could not. */
export interface OutsidePayment {
  subjectId: string;
  reference: string;
  at: Date;
}

/** Locks a subject and takes it for paid. @throws Refusal TRANSFER_STATE unless it waits to be */
type PaidOutside = (tx: Tx, payment: OutsidePayment) => Promise<void>;

/** Transfers in an operator's hands: seen, cancelled, and paid outside WeChat where they failed. */
@Injectable()
export class OpsTransfers {
  private readonly subjects = new Map<string, PaidOutside>();

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly transfers: Transfers,
    private readonly audit: AuditTrail,
  ) {}

  /** What becomes of a subject of this kind that is paid outside WeChat; called once at start. */
  register(subjectKind: string, paid: PaidOutside): void {
    assert(!this.subjects.has(subjectKind), `two ways to pay ${subjectKind} outside WeChat`);
    this.subjects.set(subjectKind, paid);
  }

  /** Newest first. */
  async list({
    state,
    subjectId,
    cursor,
    limit,
  }: OpsTransferListQuery): Promise<Page<OpsTransfer>> {
    const found = await transfersBy(this.db.manager, { state, subjectId, cursor }, limit + 1);
    return pageOf(found, limit);
  }

  /** @throws Refusal NOT_FOUND, TRANSFER_STATE once it is confirmed or has ended */
  async cancel(operator: OperatorSession, id: string): Promise<OpsTransfer> {
    await inTransaction(this.db, async (tx) => {
      await this.found(tx, id);
      const state = await this.transfers.requestCancel(tx, id);
      await this.audit.record(tx, {
        ...{ operator, action: 'transfer.cancel', subjectKind: 'transfer', subjectId: id },
        ...{ before: { state }, after: { state: 'canceling' } },
      });
    });
    return this.show(id);
  }

  /**
   * Nothing is sent by this: it says that an operator has paid instead, and no other is begun.
   * @throws Refusal NOT_FOUND, TRANSFER_STATE unless it is the last one of its subject, which has
   *   ended without success and waits for its money
   */
  async payOutside(operator: OperatorSession, id: string, reference: string): Promise<OpsTransfer> {
    await inTransaction(this.db, async (tx) => {
      const { subjectKind, subjectId, state } = await this.found(tx, id);
      const paid = this.subjects.get(subjectKind);
      if (!paid) throw new Refusal('TRANSFER_STATE', { state });
      // The subject first, as whoever begins another does.
      await paid(tx, { subjectId, reference, at: this.clock.now() });
      await this.transfers.assertGivenUp(tx, subjectKind, subjectId);
      await this.audit.record(tx, {
        ...{ operator, action: 'transfer.paid-outside', subjectKind: 'transfer', subjectId: id },
        ...{ before: { state, reference: null }, after: { state, reference } },
      });
    });
    return this.show(id);
  }

  private async show(id: string): Promise<OpsTransfer> {
    const [found] = await transfersBy(this.db.manager, { transferId: id }, 1);
    assert(found !== undefined, `no transfer ${id}`);
    return found;
  }

  private async found(tx: Tx, id: string): Promise<Transfer> {
    const transfer = await findTransfer(tx, id);
    if (!transfer) throw new Refusal('NOT_FOUND');
    return transfer;
  }
}
