import { Inject, Injectable } from '@nestjs/common';
import type {
  GiveRechargeBack,
  OpsRecharge,
  OpsRechargeListQuery,
  Page,
  RechargeRefundView,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../admin/audit-log.js';
import type { OperatorSession } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { once } from '../../platform/idempotency.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { inTransaction } from '../../platform/transaction.js';
import { lotsLeft } from '../lot.store.js';
import { rechargeView } from '../recharges/recharge-view.js';
import { rechargesWhere } from '../recharges/recharge.store.js';
import { RechargeRefunds } from '../refunds/recharge-refunds.service.js';

const ROUTE = 'POST /ops/recharges/:id/refund';

/** Recharges as operators see them, and give them back. */
@Injectable()
export class OpsRecharges {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly refunds: RechargeRefunds,
    private readonly audit: AuditLog,
  ) {}

  /** Recharges with what is left of each, newest first. */
  async list(query: OpsRechargeListQuery): Promise<Page<OpsRecharge>> {
    const { shopperId, state, cursor, limit } = query;
    const found = await rechargesWhere(
      this.db.manager,
      [
        ['recharge.shopper_id = ?', shopperId],
        ['state = ?', state],
        ['recharge.id < ?', cursor],
      ],
      limit + 1,
    );
    const page = pageOf(found, limit);
    const left = await lotsLeft(
      this.db.manager,
      page.items.map(({ id }) => id),
    );
    return shownPage(page, (row) => ({
      ...rechargeView(row),
      ...{ shopperId: row.shopperId, paymentId: row.paymentId },
      ...left(row.id),
    }));
  }

  /** Gives one back, once for the key. @throws Refusal what `RechargeRefunds.giveBack` throws */
  giveBack(
    operator: OperatorSession,
    rechargeId: string,
    key: string,
    ask: GiveRechargeBack,
  ): Promise<RechargeRefundView> {
    const { operatorId } = operator;
    const write = { ownerId: operatorId, key, route: ROUTE, body: { rechargeId, ...ask } };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        const refund = await this.refunds.giveBack(tx, { ...ask, rechargeId, operatorId });
        await this.audit.record(tx, {
          ...{ operator, action: 'recharge.refund', subjectKind: 'recharge' },
          ...{ subjectId: rechargeId, before: null },
          after: { ...refund, offlineReference: ask.offlineReference },
        });
        return refund;
      }),
    );
  }
}
