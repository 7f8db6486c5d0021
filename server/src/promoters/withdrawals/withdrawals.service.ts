import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  beijingDay,
  fen,
  refusalToWithdraw,
  withheldOf,
  type Fen,
  type Page,
  type PageQuery,
  type TransferState,
  type Withdrawal,
  type WithdrawalAsk,
  type WithdrawalFacts,
  type WithdrawalTax,
  type WithdrawalTerms,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Approvals } from '../../admin/approvals/approvals.service.js';
import { lockLiveShopper, lockShopper } from '../../identity/lock-shopper.js';
import { Ledger } from '../../ledger/ledger.service.js';
import { Transfers } from '../../payments/transfers/transfers.service.js';
import type { ShopperSession } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { once } from '../../platform/idempotency.js';
import { newId } from '../../platform/new-id.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { assertMayWithdraw } from '../people/may-withdraw.js';
import { PayWithdrawal, WITHDRAWAL } from './pay-withdrawal.service.js';
import { WithdrawalRuleDocument } from './withdrawal-rule.js';
import {
  findWithdrawal,
  insertWithdrawal,
  lockWithdrawal,
  withdrawalsWhere,
  withdrawnBy,
  type WithdrawalRow,
} from './withdrawal.store.js';

const ROUTE = 'POST /shop/promoter/withdrawals';
const NOT_APPROVED = '审核未通过';

/** Promoters take out what has settled, behind their own lock: nothing is withdrawn twice. */
@Injectable()
export class Withdrawals {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly rule: WithdrawalRuleDocument,
    private readonly paying: PayWithdrawal,
    private readonly transfers: Transfers,
    private readonly approvals: Approvals,
  ) {
    approvals.register({
      kind: WITHDRAWAL,
      apply: async (tx, { input }) => {
        const withdrawal = await this.waiting(tx, String(input['withdrawalId']));
        await assertMayWithdraw(tx, withdrawal.shopperId);
        await this.paying.proceed(tx, withdrawal);
      },
      rejected: async (tx, { input }) => {
        const withdrawal = await this.waiting(tx, String(input['withdrawalId']));
        await this.paying.giveBack(tx, withdrawal, NOT_APPROVED);
      },
    });
  }

  /** What may be withdrawn now, and by what rules. */
  async terms(shopperId: string): Promise<WithdrawalTerms> {
    const { tax, ...rule } = await this.rule.current();
    const { settledFen, monthFen } = await this.facts(this.db.manager, shopperId);
    const { freeMonthlyFen, above } = tax;
    const hasFen = fen(Math.max(0, settledFen));
    const transfer = this.transfers.limitsOf(WITHDRAWAL);
    return { ...rule, freeMonthlyFen, above, monthFen, settledFen: hasFen, transfer };
  }

  /** What would be withheld of a withdrawal asked for now. */
  async taxOf(shopperId: string, amountFen: Fen): Promise<WithdrawalTax> {
    const taxFen = await this.withheld(this.db.manager, shopperId, amountFen);
    return { taxFen, netFen: fen(amountFen - taxFen) };
  }

  /** A promoter's withdrawals, newest first. */
  async list(shopperId: string, { cursor, limit }: PageQuery): Promise<Page<Withdrawal>> {
    const found = await withdrawalsWhere(
      this.db.manager,
      [
        ['shopper_id = ?', shopperId],
        ['id < ?', cursor],
      ],
      limit + 1,
    );
    const { items, nextCursor } = pageOf(found, limit);
    return { items: await this.shownAll(items), nextCursor };
  }

  /**
   * Asks for a sum: into the wallet at once, by a transfer to confirm, or for an operator to pay;
   * above a limit it waits to be approved.
   * @throws Refusal PROMOTER_NOT_FOUND, PROMOTER_STATE, COMMISSION_INSUFFICIENT, WITHDRAWAL_LIMIT,
   *   WITHDRAWAL_CHANNEL where the shop makes no transfers, TRANSFER_INVALID beyond WeChat's limits,
   *   WITHDRAWAL_CHANGED when the tax is not the one shown, RECHARGE_CAP, IDEMPOTENCY_KEY_REUSED
   */
  ask(shopper: ShopperSession, key: string, body: WithdrawalAsk): Promise<Withdrawal> {
    const write = { ownerId: shopper.shopperId, key, route: ROUTE, body };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.begin(tx, shopper, body)),
    );
  }

  private async begin(
    tx: Tx,
    { shopperId, openid }: ShopperSession,
    ask: WithdrawalAsk,
  ): Promise<Withdrawal> {
    await lockLiveShopper(tx, shopperId);
    await assertMayWithdraw(tx, shopperId);
    const { amountFen, shownTaxFen, channel, payee } = ask;
    const rule = await this.rule.current(tx);
    const refused = refusalToWithdraw(amountFen, await this.facts(tx, shopperId), rule);
    if (refused) throw new Refusal(refused.code, refused.facts);
    const taxFen = await this.withheld(tx, shopperId, amountFen);
    if (taxFen !== shownTaxFen) throw new Refusal('WITHDRAWAL_CHANGED', { taxFen });
    if (channel === 'transfer') this.assertSendable(fen(amountFen - taxFen), payee);
    const now = this.clock.now();
    const withdrawal: WithdrawalRow = {
      ...{ id: newId(now), shopperId, channel, state: 'asked', amountFen, taxFen, payee },
      ...{ openid: channel === 'transfer' ? openid : '' },
      ...{ note: '', askedAt: now, askedDay: beijingDay(now), endedAt: null },
    };
    await insertWithdrawal(tx, withdrawal);
    await this.paying.hold(tx, withdrawal);
    if (amountFen > rule.approveAboveFen) await this.leaveToApproval(tx, withdrawal);
    else await this.paying.proceed(tx, withdrawal);
    const made = await findWithdrawal(tx, withdrawal.id);
    assert(made !== null, `no withdrawal ${withdrawal.id}`);
    return shown(made, made.state === 'sending' ? 'requested' : null);
  }

  private assertSendable(amountFen: Fen, payee: string): void {
    if (!this.transfers.limitsOf(WITHDRAWAL)) throw new Refusal('WITHDRAWAL_CHANNEL');
    const payeeName = payee || null;
    this.transfers.assertFits({ subjectKind: WITHDRAWAL, amountFen, payeeName });
  }

  private async shownAll(found: readonly WithdrawalRow[]): Promise<Withdrawal[]> {
    const ids = found.filter((row) => row.channel === 'transfer').map((row) => row.id);
    const transfers = await this.transfers.lastOfEach(WITHDRAWAL, ids);
    return found.map((row) => shown(row, transfers.get(row.id)?.state ?? null));
  }

  private async leaveToApproval(tx: Tx, { id, shopperId, amountFen }: WithdrawalRow) {
    const input = { withdrawalId: id, amountFen };
    const ask = { kind: WITHDRAWAL, subjectId: shopperId, input, reason: '佣金提现' };
    await this.approvals.askFor(tx, shopperId, ask);
  }

  private async facts(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
  ): Promise<WithdrawalFacts> {
    const balances = await this.ledger.balances(shopperId, db);
    const withdrawn = await withdrawnBy(db, shopperId, beijingDay(this.clock.now()));
    return { ...withdrawn, settledFen: fen(balances['commission.settled']) };
  }

  private async withheld(
    db: Pick<EntityManager, 'query'>,
    shopperId: string,
    amountFen: Fen,
  ): Promise<Fen> {
    const { tax } = await this.rule.current(db);
    if (tax.above === 'refused') return fen(0);
    return withheldOf(amountFen, await this.facts(db, shopperId), tax);
  }

  /** One that waits to be approved, its promoter locked first. */
  private async waiting(tx: Tx, id: string): Promise<WithdrawalRow> {
    const found = await findWithdrawal(tx, id);
    if (!found) throw new Refusal('WITHDRAWAL_NOT_FOUND');
    await lockShopper(tx, found.shopperId);
    const withdrawal = await lockWithdrawal(tx, id);
    if (withdrawal?.state !== 'asked') throw new Refusal('WITHDRAWAL_STATE');
    return withdrawal;
  }
}

/** As its promoter sees it. */
export function shown(row: WithdrawalRow, transferState: TransferState | null): Withdrawal {
  const { id, channel, state, amountFen, taxFen, note } = row;
  return {
    ...{ id, channel, state, transferState, amountFen, taxFen, note },
    netFen: fen(amountFen - taxFen),
    ...{ askedAt: row.askedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null },
  };
}
