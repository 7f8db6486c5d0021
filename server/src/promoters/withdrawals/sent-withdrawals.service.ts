import { Inject, Injectable } from '@nestjs/common';
import { assert, type TransferAnswer, type Withdrawal } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../identity/lock-shopper.js';
import { OpsTransfers } from '../../payments/transfers/ops-transfers.service.js';
import { ReceiveTransfer } from '../../payments/transfers/receive-transfer.service.js';
import type { TransferFacts } from '../../payments/transfers/transfer.events.js';
import { Transfers } from '../../payments/transfers/transfers.service.js';
import { Outbox } from '../../platform/outbox.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { assertMayWithdraw } from '../people/may-withdraw.js';
import { PayWithdrawal, WITHDRAWAL } from './pay-withdrawal.service.js';
import {
  findWithdrawal,
  lockWithdrawal,
  markPaidOutside,
  type WithdrawalRow,
} from './withdrawal.store.js';
import { shown } from './withdrawals.service.js';

const TAKEN_BACK = '未收款，已退回';

/** Withdrawals that go by transfer, from when it is begun until their promoter has the money. */
@Injectable()
export class SentWithdrawals {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly paying: PayWithdrawal,
    private readonly transfers: Transfers,
    private readonly receiving: ReceiveTransfer,
    opsTransfers: OpsTransfers,
    outbox: Outbox,
  ) {
    outbox.listen({
      ...{ name: 'promoters.transfer-succeeded', kind: 'transfer.succeeded' },
      handle: (tx, all) => this.arrived(tx, all),
    });
    opsTransfers.register(WITHDRAWAL, async (tx, { subjectId, reference }) => {
      const withdrawal = await this.sending(tx, subjectId);
      if (!withdrawal) throw new Refusal('TRANSFER_STATE');
      await this.paying.pay(tx, withdrawal, reference);
      await markPaidOutside(tx, subjectId);
    });
  }

  /**
   * Where the transfer of a promoter's withdrawal stands, as `ReceiveTransfer`.
   * @throws Refusal WITHDRAWAL_NOT_FOUND, WITHDRAWAL_STATE where none is to be confirmed,
   *   PROMOTER_STATE
   */
  receive(shopperId: string, id: string): Promise<TransferAnswer> {
    return this.receiving.of({
      ...{ subjectKind: WITHDRAWAL, subjectId: id },
      lock: async (tx) => {
        const { channel, state } = await this.lockedOwn(tx, shopperId, id);
        const isSent = channel === 'transfer' && (state === 'sending' || state === 'paid');
        if (!isSent) throw new Refusal('WITHDRAWAL_STATE', { state });
        if (state === 'sending') await assertMayWithdraw(tx, shopperId);
      },
    });
  }

  /**
   * A promoter takes back what was not transferred, as when they did not confirm it in time. Safe
   * to repeat.
   * @throws Refusal WITHDRAWAL_NOT_FOUND, WITHDRAWAL_STATE unless it is sent, TRANSFER_STATE while
   *   the transfer is open
   */
  takeBack(shopperId: string, id: string): Promise<Withdrawal> {
    return inTransaction(this.db, async (tx) => {
      const withdrawal = await this.lockedOwn(tx, shopperId, id);
      if (withdrawal.state !== 'returned') await this.giveBack(tx, withdrawal, TAKEN_BACK);
      const { state } = (await this.transfers.lastOf(WITHDRAWAL, id, tx)) ?? { state: null };
      const now = await findWithdrawal(tx, id);
      assert(now !== null, `no withdrawal ${id}`);
      return shown(now, state);
    });
  }

  /** Gives a locked one back. @throws Refusal WITHDRAWAL_STATE, TRANSFER_STATE as `takeBack` */
  async giveBack(tx: Tx, withdrawal: WithdrawalRow, note: string): Promise<void> {
    const { id, state } = withdrawal;
    if (state !== 'sending') throw new Refusal('WITHDRAWAL_STATE', { state });
    await this.transfers.assertGivenUp(tx, WITHDRAWAL, id);
    await this.paying.giveBack(tx, withdrawal, note);
  }

  /** In the order of their ids, as everybody locks. */
  private async arrived(tx: Tx, all: readonly TransferFacts[]): Promise<void> {
    const own = all.filter(({ subjectKind }) => subjectKind === WITHDRAWAL);
    for (const id of own.map(({ subjectId }) => subjectId).sort()) {
      const withdrawal = await this.sending(tx, id);
      if (withdrawal) await this.paying.pay(tx, withdrawal, '');
    }
  }

  /** One that a transfer was begun for, locked behind its promoter; null once it is over. */
  private async sending(tx: Tx, id: string): Promise<WithdrawalRow | null> {
    const found = await findWithdrawal(tx, id);
    if (!found) return null;
    await lockShopper(tx, found.shopperId);
    const withdrawal = await lockWithdrawal(tx, id);
    return withdrawal?.state === 'sending' ? withdrawal : null;
  }

  private async lockedOwn(tx: Tx, shopperId: string, id: string): Promise<WithdrawalRow> {
    await lockShopper(tx, shopperId);
    const withdrawal = await lockWithdrawal(tx, id);
    if (withdrawal?.shopperId !== shopperId) throw new Refusal('WITHDRAWAL_NOT_FOUND');
    return withdrawal;
  }
}
