import { Inject, Injectable } from '@nestjs/common';
import { spendPoints, type AdjustedPoints, type PointsAdjustment } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Approvals } from '../../../admin/approvals/approvals.service.js';
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

const KIND = 'points-adjustment';
const ROUTE = 'POST /ops/points/adjustments';

/** Points given or taken by hand, with a reason: a few at once, many by two people. */
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
    private readonly approvals: Approvals,
    private readonly audit: AuditTrail,
  ) {
    approvals.register({
      kind: KIND,
      apply: (tx, { id, subjectId, input }) =>
        this.apply(tx, id, subjectId, (input as Pick<PointsAdjustment, 'points'>).points),
    });
  }

  /**
   * Gives points or takes those that can be spent, or leaves it to a second person.
   * @throws Refusal NOT_FOUND, POINTS_INSUFFICIENT, IDEMPOTENCY_KEY_REUSED
   */
  adjust(operator: OperatorSession, key: string, body: PointsAdjustment): Promise<AdjustedPoints> {
    const write = { ownerId: operator.operatorId, key, route: ROUTE, body };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.oneOrTwo(tx, operator, body)),
    );
  }

  private async oneOrTwo(
    tx: Tx,
    operator: OperatorSession,
    { shopperId, points, reason }: PointsAdjustment,
  ): Promise<AdjustedPoints> {
    const { adjustmentMax } = await this.rules.current(tx);
    const known = await this.shoppers.named(tx, [shopperId]);
    if (!known.has(shopperId)) throw new Refusal('NOT_FOUND');
    await lockShopper(tx, shopperId);
    const before = await this.pages.balances(shopperId, tx);
    const ask = { kind: KIND, subjectId: shopperId, input: { points }, reason };
    const needsTwo = Math.abs(points) > adjustmentMax;
    const approvalId = needsTwo ? await this.approvals.ask(tx, operator, ask) : null;
    if (!needsTwo) await this.apply(tx, newId(this.clock.now()), shopperId, points);
    const balances = await this.pages.balances(shopperId, tx);
    await this.audit.record(tx, {
      ...{ operator, action: 'points.adjust', subjectKind: 'shopper', subjectId: shopperId },
      ...{ before, after: { ...balances, points, reason, approvalId } },
    });
    return { approvalId, balances };
  }

  /** Once for its id. */
  private async apply(tx: Tx, id: string, shopperId: string, points: number): Promise<void> {
    await lockShopper(tx, shopperId);
    if (points < 0) return this.take(tx, id, shopperId, -points);
    const grant = { shopperId, points, source: 'adjustment', key: id };
    await this.grants.grant(tx, grant, 'points-adjusted');
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
