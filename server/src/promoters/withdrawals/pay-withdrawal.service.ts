import { Injectable } from '@nestjs/common';
import { fen, type CommissionEntryKind, type Posting } from '@siyu/shared';
import { Ledger } from '../../ledger/ledger.service.js';
import { Transfers } from '../../payments/transfers/transfers.service.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { Lots } from '../../wallet/lots.service.js';
import { Room } from '../../wallet/recharges/room.service.js';
import { inShop } from '../../wallet/wallet-entry.js';
import { moveWithdrawal, type WithdrawalRow } from './withdrawal.store.js';

/** What its transfers and its entries in the ledger are of. */
export const WITHDRAWAL = 'withdrawal';
const REMARK = '佣金提现';

/** The moves of a withdrawal in the books. Whoever calls holds the promoter's lock and its own. */
@Injectable()
export class PayWithdrawal {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly lots: Lots,
    private readonly room: Room,
    private readonly transfers: Transfers,
  ) {}

  /** What is asked for can be asked for by nobody else. */
  hold(tx: Tx, withdrawal: WithdrawalRow): Promise<void> {
    const { amountFen } = withdrawal;
    return this.post(tx, 'withdrawal-asked', withdrawal, [
      { account: 'commission.withdrawing', amount: amountFen },
      { account: 'commission.settled', amount: -amountFen },
    ]);
  }

  /**
   * Goes on where nobody has to approve: into the wallet at once, else to who pays or confirms.
   * @throws Refusal RECHARGE_CAP where the wallet has no room for it, TRANSFER_INVALID
   */
  async proceed(tx: Tx, withdrawal: WithdrawalRow): Promise<void> {
    if (withdrawal.channel === 'balance') return this.pay(tx, withdrawal, '');
    const to = withdrawal.channel === 'transfer' ? 'sending' : 'to-pay';
    await moveWithdrawal(tx, withdrawal, to, { note: '', endedAt: null });
    if (to === 'sending') await this.send(tx, withdrawal);
  }

  /** It stays withheld until its promoter has confirmed the transfer. */
  private async send(tx: Tx, withdrawal: WithdrawalRow): Promise<void> {
    const { id: subjectId, shopperId, openid, payee, amountFen, taxFen } = withdrawal;
    await this.transfers.open(tx, {
      ...{ subjectKind: WITHDRAWAL, subjectId, shopperId, openid, remark: REMARK },
      ...{ amountFen: fen(amountFen - taxFen), payeeName: payee || null },
    });
  }

  /** It is paid, less the tax that the shop keeps for the tax office. */
  async pay(tx: Tx, withdrawal: WithdrawalRow, note: string): Promise<void> {
    const { id, shopperId, amountFen, taxFen, channel } = withdrawal;
    const netFen = fen(amountFen - taxFen);
    if (channel === 'balance') {
      const roomFen = await this.room.of(shopperId, tx);
      if (roomFen < netFen) throw new Refusal('RECHARGE_CAP', { roomFen: Math.max(0, roomFen) });
    }
    await this.post(tx, 'withdrawal-paid', withdrawal, [
      { account: 'commission.withdrawing', amount: -amountFen },
      ...inShop('shop.commission-paid', netFen),
      ...inShop('shop.tax-withheld', taxFen),
    ]);
    if (channel === 'balance' && netFen > 0) {
      const credit = { principalFen: netFen, bonusFen: fen(0) };
      await this.lots.credit(tx, { id, shopperId, source: 'commission', ...credit });
    }
    await moveWithdrawal(tx, withdrawal, 'paid', { note, endedAt: this.clock.now() });
  }

  /** It is not paid: the whole sum is the promoter's to withdraw again. */
  async giveBack(tx: Tx, withdrawal: WithdrawalRow, note: string): Promise<void> {
    const { amountFen } = withdrawal;
    await this.post(tx, 'withdrawal-returned', withdrawal, [
      { account: 'commission.settled', amount: amountFen },
      { account: 'commission.withdrawing', amount: -amountFen },
    ]);
    await moveWithdrawal(tx, withdrawal, 'returned', { note, endedAt: this.clock.now() });
  }

  private async post(
    tx: Tx,
    kind: CommissionEntryKind,
    { id, shopperId }: WithdrawalRow,
    postings: readonly Posting[],
  ): Promise<void> {
    const reference = { kind: WITHDRAWAL, id };
    const businessKey = `${kind}/${id}`;
    await this.ledger.post(tx, { businessKey, kind, shopperId, reference, postings });
  }
}
