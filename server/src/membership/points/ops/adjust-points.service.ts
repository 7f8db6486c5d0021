import { Inject, Injectable } from '@nestjs/common';
import { spendPoints, type PointBalances, type PointsAdjustment } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Shoppers } from '../../../identity/shoppers.js';
import type { OperatorSession } from '../../../platform/access.js';
import { AuditTrail } from '../../../platform/audit-trail.js';
import { Clock } from '../../../platform/clock.js';
import { once } from '../../../platform/idempotency.js';
import { newId } from '../../../platform/new-id.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { GrantPoints } from '../lots/grant-points.service.js';
import { PointAccounts } from '../lots/point-accounts.js';
import { filledLots } from '../lots/point-lot.store.js';
import { PointsPages } from '../points-pages.service.js';
import { PointsRules } from '../points-rules.js';

const ROUTE = 'POST /ops/points/adjustments';

/** Points given or taken by hand, with a reason that is kept. */
@Injectable()
export class AdjustPoints {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: PointsRules,
    private readonly shoppers: Shoppers,
    private readonly grants: GrantPoints,
    private readonly accounts: PointAccounts,
    private readonly pages: PointsPages,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Gives points, or takes those that can be spent; what the shopper has then.
   * @throws Refusal NOT_FOUND, ADJUSTMENT_LIMIT, POINTS_INSUFFICIENT, IDEMPOTENCY_KEY_REUSED
   */
  adjust(operator: OperatorSession, key: string, body: PointsAdjustment): Promise<PointBalances> {
    const write = { ownerId: operator.operatorId, key, route: ROUTE, body };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.write(tx, operator, body)),
    );
  }

  private async write(
    tx: Tx,
    operator: OperatorSession,
    { shopperId, points, reason }: PointsAdjustment,
  ): Promise<PointBalances> {
    const { adjustmentMax } = await this.rules.current(tx);
    if (Math.abs(points) > adjustmentMax) throw new Refusal('ADJUSTMENT_LIMIT', { adjustmentMax });
    const known = await this.shoppers.named(tx, [shopperId]);
    if (!known.has(shopperId)) throw new Refusal('NOT_FOUND');
    await lockShopper(tx, shopperId);
    const before = await this.pages.balances(shopperId, tx);
    const id = newId(this.clock.now());
    if (points > 0) await this.give(tx, id, shopperId, points);
    else await this.take(tx, id, shopperId, -points);
    const after = await this.pages.balances(shopperId, tx);
    await this.audit.record(tx, {
      ...{ operator, action: 'points.adjust', subjectKind: 'shopper', subjectId: shopperId },
      ...{ before, after: { ...after, points, reason } },
    });
    return after;
  }

  private give(tx: Tx, key: string, shopperId: string, points: number): Promise<string> {
    const grant = { shopperId, points, source: 'adjustment', key };
    return this.grants.grant(tx, grant, 'points-adjusted');
  }

  private async take(tx: Tx, id: string, shopperId: string, points: number): Promise<void> {
    const lots = await filledLots(tx, shopperId);
    const parts = spendPoints(lots, points, this.clock.now());
    if (!parts) throw new Refusal('POINTS_INSUFFICIENT', { points });
    const reference = { kind: 'adjustment', id };
    const entry = { kind: 'points-adjusted' as const, key: id, shopperId, reference };
    await this.accounts.debit(tx, entry, points, { to: 'shop.points-adjustment', parts });
  }
}
