import { Inject, Injectable } from '@nestjs/common';
import { fen, highestFirstBps, mayMovePromoter, type PromoterView } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockLiveShopper } from '../../identity/lock-shopper.js';
import { Ledger } from '../../ledger/ledger.service.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { Bringers } from '../bringers.js';
import { CommissionRules } from '../rules/commission-rules.service.js';
import { paidTo } from '../withdrawals/withdrawal.store.js';
import {
  applyAgain,
  findPromoter,
  insertPromoter,
  lockPromoter,
  movePromoter,
} from './promoter.store.js';

/** What a shopper does to become a promoter, or to be one no longer. Joining costs nothing. */
@Injectable()
export class Promoters {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly rules: CommissionRules,
    private readonly bringers: Bringers,
  ) {}

  /** The promoter centre, for whoever asks. */
  async show(shopperId: string): Promise<PromoterView> {
    const { manager } = this.db;
    const [promoter, { rule }, balances, withdrawnFen] = await Promise.all([
      findPromoter(manager, shopperId),
      this.rules.current(),
      this.ledger.balances(shopperId),
      paidTo(manager, shopperId),
    ]);
    const settled = balances['commission.settled'];
    const { isOn, waitDays, ownPurchasesEarn } = rule;
    return {
      ...{ state: promoter?.state ?? null, reason: promoter?.reason ?? '', isOn },
      ...{ rateMaxBps: highestFirstBps(rule), waitDays, ownPurchasesEarn },
      balances: {
        estimatedFen: fen(balances['commission.estimated']),
        frozenFen: fen(balances['commission.frozen']),
        settledFen: fen(Math.max(0, settled)),
        owedFen: fen(Math.max(0, -settled)),
        withdrawingFen: fen(balances['commission.withdrawing']),
        withdrawnFen,
      },
    };
  }

  /**
   * Applies, once or again. Who recruited them is decided the first time and stays: the promoter
   * whose customer they were then.
   * @throws Refusal PROMOTERS_OFF, PROMOTER_STATE when they are one, or wait to be
   */
  async apply(shopperId: string, statement: string): Promise<PromoterView> {
    await inTransaction(this.db, async (tx) => {
      const { rule } = await this.rules.current(tx);
      if (!rule.isOn) throw new Refusal('PROMOTERS_OFF');
      const recruitedBy = await this.recruiterOf(tx, shopperId);
      await lockLiveShopper(tx, shopperId);
      const known = await lockPromoter(tx, shopperId);
      const application = { statement, appliedAt: this.clock.now() };
      if (!known) return insertPromoter(tx, { shopperId, recruitedBy, ...application });
      if (!mayMovePromoter(known.state, 'applied')) {
        throw new Refusal('PROMOTER_STATE', { state: known.state });
      }
      return applyAgain(tx, known, application);
    });
    return this.show(shopperId);
  }

  /** Is a promoter no longer; what they earned stays theirs. @throws Refusal PROMOTER_NOT_FOUND */
  async leave(shopperId: string): Promise<PromoterView> {
    await inTransaction(this.db, async (tx) => {
      const promoter = await lockPromoter(tx, shopperId);
      if (!promoter) throw new Refusal('PROMOTER_NOT_FOUND');
      if (promoter.state === 'left') return;
      await movePromoter(tx, promoter, 'left', { reason: '', at: this.clock.now() });
    });
    return this.show(shopperId);
  }

  private async recruiterOf(tx: Tx, shopperId: string): Promise<string | null> {
    const ownerId = await this.bringers.of(tx, shopperId, this.clock.now());
    const recruiter = ownerId === null ? null : await findPromoter(tx, ownerId);
    return recruiter?.state === 'approved' ? recruiter.shopperId : null;
  }
}
