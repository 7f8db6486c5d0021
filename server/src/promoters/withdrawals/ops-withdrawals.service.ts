import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  type OpsWithdrawal,
  type Page,
  type WithdrawalListQuery,
  type WithdrawalState,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../identity/lock-shopper.js';
import { Transfers, type Transfer } from '../../payments/transfers/transfers.service.js';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { assertMayWithdraw } from '../people/may-withdraw.js';
import { PayWithdrawal, WITHDRAWAL } from './pay-withdrawal.service.js';
import { SentWithdrawals } from './sent-withdrawals.service.js';
import {
  findWithdrawal,
  lockWithdrawal,
  withdrawalsWhere,
  type WithdrawalRow,
} from './withdrawal.store.js';

/** Withdrawals that an operator pays outside WeChat, or returns. */
@Injectable()
export class OpsWithdrawals {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly paying: PayWithdrawal,
    private readonly sent: SentWithdrawals,
    private readonly transfers: Transfers,
    private readonly audit: AuditTrail,
  ) {}

  /** Newest first. */
  async list({ state, cursor, limit }: WithdrawalListQuery): Promise<Page<OpsWithdrawal>> {
    const found = await withdrawalsWhere(
      this.db.manager,
      [
        ['state = ?', state],
        ['id < ?', cursor],
      ],
      limit + 1,
    );
    const { items, nextCursor } = pageOf(found, limit);
    return { items: await this.toldAll(items), nextCursor };
  }

  /** @throws Refusal WITHDRAWAL_NOT_FOUND, WITHDRAWAL_STATE unless it waits, PROMOTER_STATE */
  pay(operator: OperatorSession, id: string, note: string): Promise<OpsWithdrawal> {
    return this.end(operator, id, { to: 'paid', note }, async (tx, withdrawal) => {
      await assertMayWithdraw(tx, withdrawal.shopperId);
      await this.paying.pay(tx, withdrawal, note);
    });
  }

  /**
   * @throws Refusal WITHDRAWAL_NOT_FOUND, WITHDRAWAL_STATE unless it waits to be paid or is sent,
   *   TRANSFER_STATE while its transfer is open
   */
  giveBack(operator: OperatorSession, id: string, note: string): Promise<OpsWithdrawal> {
    return this.end(operator, id, { to: 'returned', note }, (tx, withdrawal) =>
      withdrawal.state === 'sending'
        ? this.sent.giveBack(tx, withdrawal, note)
        : this.paying.giveBack(tx, withdrawal, note),
    );
  }

  private async end(
    operator: OperatorSession,
    id: string,
    { to, note }: { to: WithdrawalState; note: string },
    work: (tx: Tx, withdrawal: WithdrawalRow) => Promise<void>,
  ): Promise<OpsWithdrawal> {
    const row = await inTransaction(this.db, async (tx) => {
      const found = await findWithdrawal(tx, id);
      if (!found) throw new Refusal('WITHDRAWAL_NOT_FOUND');
      await lockShopper(tx, found.shopperId);
      const withdrawal = await lockWithdrawal(tx, id);
      // One that waits for approval is decided there; what a transfer failed to bring, under it.
      const isHere = withdrawal && ENDED_HERE[to]?.includes(withdrawal.state);
      if (!isHere) throw new Refusal('WITHDRAWAL_STATE', { state: found.state });
      await work(tx, withdrawal);
      const ended = (await findWithdrawal(tx, id)) ?? withdrawal;
      await this.audit.record(tx, {
        ...{ operator, action: `withdrawal.${to}`, subjectKind: 'withdrawal', subjectId: id },
        before: { state: withdrawal.state, note: withdrawal.note },
        after: { state: ended.state, note },
      });
      return ended;
    });
    return toldToOperators(row, await this.transfers.lastOf(WITHDRAWAL, id));
  }

  private async toldAll(found: readonly WithdrawalRow[]): Promise<OpsWithdrawal[]> {
    const ids = found.map(({ id }) => id);
    const transfers = await this.transfers.lastOfEach(WITHDRAWAL, ids);
    return found.map((row) => toldToOperators(row, transfers.get(row.id) ?? null));
  }
}

/** What operators end here, by the end it comes to. */
const ENDED_HERE: Partial<Record<WithdrawalState, readonly WithdrawalState[]>> = {
  paid: ['to-pay'],
  returned: ['to-pay', 'sending'],
};

function toldToOperators(row: WithdrawalRow, transfer: Transfer | null): OpsWithdrawal {
  const { id, shopperId: promoterId, channel, state, amountFen, taxFen, payee, note } = row;
  return {
    ...{ id, promoterId, channel, state, amountFen, taxFen, payee, note },
    transfer: transfer && { id: transfer.id, state: transfer.state },
    netFen: fen(amountFen - taxFen),
    askedAt: row.askedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
