import { Inject, Injectable } from '@nestjs/common';
import type { AdjustedMember, GrowthAdjustment } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Approvals } from '../../admin/approvals/approvals.service.js';
import { lockIfLive } from '../../identity/lock-shopper.js';
import { Shoppers } from '../../identity/shoppers.js';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { once } from '../../platform/idempotency.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { Growth } from '../growth/growth.service.js';
import { Rules } from '../rules/membership-rules.js';
import { OpsMembers } from './ops-members.service.js';

const KIND = 'growth-adjustment';
const ROUTE = 'POST /ops/members/:id/growth';

/** Growth given or taken by hand, with a reason: a little at once, much by two people. */
@Injectable()
export class AdjustGrowth {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly shoppers: Shoppers,
    private readonly growth: Growth,
    private readonly members: OpsMembers,
    private readonly approvals: Approvals,
    private readonly audit: AuditTrail,
  ) {
    approvals.register({
      kind: KIND,
      apply: (tx, { id, subjectId, input, reason }) => {
        const { growth } = input as Pick<GrowthAdjustment, 'growth'>;
        return this.apply(tx, id, subjectId, { growth, reason });
      },
    });
  }

  /**
   * Gives or takes growth, or leaves it to a second person. What is taken counts from now: it
   * lowers at the next review, not at once.
   * @throws Refusal MEMBER_NOT_FOUND, IDEMPOTENCY_KEY_REUSED
   */
  async adjust(
    operator: OperatorSession,
    shopperId: string,
    key: string,
    adjustment: GrowthAdjustment,
  ): Promise<AdjustedMember> {
    const body = { shopperId, ...adjustment };
    const write = { ownerId: operator.operatorId, key, route: ROUTE, body };
    const { approvalId } = await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.oneOrTwo(tx, operator, shopperId, adjustment)),
    );
    return { approvalId, member: await this.members.show(shopperId) };
  }

  private async oneOrTwo(
    tx: Tx,
    operator: OperatorSession,
    shopperId: string,
    { growth, reason }: GrowthAdjustment,
  ): Promise<{ approvalId: string | null }> {
    const { adjustmentMax } = (await this.rules.current(tx)).rules;
    if (!(await this.shoppers.exists(tx, shopperId))) throw new Refusal('MEMBER_NOT_FOUND');
    const ask = { kind: KIND, subjectId: shopperId, input: { growth }, reason };
    const needsTwo = Math.abs(growth) > adjustmentMax;
    const approvalId = needsTwo ? await this.approvals.ask(tx, operator, ask) : null;
    if (!needsTwo) await this.apply(tx, newId(this.clock.now()), shopperId, { growth, reason });
    await this.audit.record(tx, {
      ...{ operator, action: 'member.adjust-growth', subjectKind: 'member', subjectId: shopperId },
      ...{ before: null, after: { growth, reason, approvalId } },
    });
    return { approvalId };
  }

  /** Once for its id. @throws Refusal MEMBER_NOT_FOUND when the account is gone by now */
  private async apply(
    tx: Tx,
    key: string,
    shopperId: string,
    given: GrowthAdjustment,
  ): Promise<void> {
    if (!(await lockIfLive(tx, shopperId))) throw new Refusal('MEMBER_NOT_FOUND');
    const at = this.clock.now();
    await this.growth.grant(tx, { shopperId, source: 'adjustment', key, at, ...given });
  }
}
