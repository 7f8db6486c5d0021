import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  mayMovePromoter,
  type OpsPromoter,
  type Page,
  type PromoterListQuery,
  type PromoterRank,
  type PromoterState,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import {
  findPromoter,
  lockPromoter,
  movePromoter,
  promotersWhere,
  setRank,
  type PromoterRow,
} from './promoter.store.js';

/** Promoters in an operator's hands; every decision has a reason. */
@Injectable()
export class OpsPromoters {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly audit: AuditTrail,
  ) {}

  /** Newest shoppers first. */
  async list({ state, cursor, limit }: PromoterListQuery): Promise<Page<OpsPromoter>> {
    const found = await promotersWhere(
      this.db.manager,
      [
        ['state = ?', state],
        ['shopper_id < ?', cursor],
      ],
      limit + 1,
    );
    const { items, nextCursor } = pageOf(found, limit, ({ shopperId }) => shopperId);
    return { items: await this.shown(this.db.manager, items), nextCursor };
  }

  /** Approves, rejects, suspends or reinstates. @throws Refusal PROMOTER_NOT_FOUND, PROMOTER_STATE */
  decide(
    operator: OperatorSession,
    shopperId: string,
    to: PromoterState,
    reason: string,
  ): Promise<OpsPromoter> {
    return this.change(operator, shopperId, reason, async (tx, promoter) => {
      if (!mayMovePromoter(promoter.state, to)) {
        throw new Refusal('PROMOTER_STATE', { state: promoter.state });
      }
      await movePromoter(tx, promoter, to, { reason, at: this.clock.now() });
      return `promoter.${to}`;
    });
  }

  /** Gives a rank, for orders paid from now on. @throws Refusal PROMOTER_NOT_FOUND */
  rank(
    operator: OperatorSession,
    shopperId: string,
    { rank, reason }: PromoterRank,
  ): Promise<OpsPromoter> {
    return this.change(operator, shopperId, reason, async (tx) => {
      await setRank(tx, shopperId, rank);
      return 'promoter.rank';
    });
  }

  private change(
    operator: OperatorSession,
    shopperId: string,
    reason: string,
    work: (tx: Tx, promoter: PromoterRow) => Promise<string>,
  ): Promise<OpsPromoter> {
    return inTransaction(this.db, async (tx) => {
      const before = await lockPromoter(tx, shopperId);
      if (!before) throw new Refusal('PROMOTER_NOT_FOUND');
      const action = await work(tx, before);
      const after = (await findPromoter(tx, shopperId)) ?? before;
      await this.audit.record(tx, {
        ...{ operator, action, subjectKind: 'shopper', subjectId: shopperId },
        ...{ before: facts(before), after: { ...facts(after), reason } },
      });
      const [shown] = await this.shown(tx, [after]);
      assert(shown !== undefined, `no promoter ${shopperId}`);
      return shown;
    });
  }

  private async shown(
    db: Pick<EntityManager, 'query'>,
    found: readonly PromoterRow[],
  ): Promise<OpsPromoter[]> {
    const ids = found.map(({ shopperId }) => shopperId);
    const phones = await this.shoppers.maskedPhonesOf(db, ids);
    return found.map((one) => ({
      ...one,
      phone: phones.get(one.shopperId) ?? null,
      appliedAt: one.appliedAt.toISOString(),
      decidedAt: one.decidedAt?.toISOString() ?? null,
    }));
  }
}

function facts({ state, rank, recruitedBy }: PromoterRow) {
  return { state, rank, recruitedBy };
}
