import { Inject, Injectable } from '@nestjs/common';
import type { GivePlanBack, PlanRefundView } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../../platform/access.js';
import { AuditTrail } from '../../../platform/audit-trail.js';
import { Clock } from '../../../platform/clock.js';
import { once } from '../../../platform/idempotency.js';
import { inTransaction } from '../../../platform/transaction.js';
import { PlanRefunds } from '../refunds/plan-refunds.service.js';

const ROUTE = 'POST /ops/plan-purchases/:id/refund';

/** Operators give paid plans back, on record. */
@Injectable()
export class OpsPlanRefunds {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly refunds: PlanRefunds,
    private readonly audit: AuditTrail,
  ) {}

  /** Gives one back, once for the key. @throws Refusal what `PlanRefunds.giveBack` throws */
  giveBack(
    operator: OperatorSession,
    purchaseId: string,
    key: string,
    ask: GivePlanBack,
  ): Promise<PlanRefundView> {
    const { operatorId } = operator;
    const write = { ownerId: operatorId, key, route: ROUTE, body: { purchaseId, ...ask } };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        const refund = await this.refunds.giveBack(tx, { ...ask, purchaseId, operatorId });
        await this.audit.record(tx, {
          ...{ operator, action: 'plan-purchase.refund', subjectKind: 'plan-purchase' },
          ...{ subjectId: purchaseId, before: null },
          after: { ...refund, offlineReference: ask.offlineReference },
        });
        return refund;
      }),
    );
  }
}
