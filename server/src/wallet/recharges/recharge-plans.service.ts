import { Inject, Injectable } from '@nestjs/common';
import type { RechargePlan, RechargePlanEdit, RechargePlanInput } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail, type Author } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { insertPlan, plansWhere, replacePlan } from './recharge-plan.store.js';

/** Amounts the shop offers to recharge, with what comes with them. */
@Injectable()
export class RechargePlans {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  list(): Promise<RechargePlan[]> {
    return plansWhere(this.db.manager, []);
  }

  /** Those that can be chosen now; `db` is the transaction's own inside one. */
  offered(db: Pick<EntityManager, 'query'> = this.db.manager): Promise<RechargePlan[]> {
    return plansWhere(db, [['offered = ?', 1]]);
  }

  /** Adds a plan. */
  async create(operator: Author, input: RechargePlanInput): Promise<RechargePlan> {
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await insertPlan(tx, id, input, now);
      await this.audit.record(tx, {
        ...{ operator, action: 'recharge-plan.create', subjectKind: 'recharge-plan' },
        ...{ subjectId: id, before: null, after: input },
      });
    });
    return this.one(id);
  }

  /**
   * Changes a plan for recharges that are placed from now on.
   * @throws Refusal NOT_FOUND, VERSION_CONFLICT
   */
  async change(
    operator: OperatorSession,
    id: string,
    { version, plan }: RechargePlanEdit,
  ): Promise<RechargePlan> {
    const before = await this.one(id);
    await inTransaction(this.db, async (tx) => {
      if (!(await replacePlan(tx, id, version, plan))) throw new Refusal('VERSION_CONFLICT');
      await this.audit.record(tx, {
        ...{ operator, action: 'recharge-plan.change', subjectKind: 'recharge-plan' },
        ...{ subjectId: id, before: before.plan, after: plan },
      });
    });
    return this.one(id);
  }

  private async one(id: string): Promise<RechargePlan> {
    const [plan] = await plansWhere(this.db.manager, [['id = ?', id]]);
    if (!plan) throw new Refusal('NOT_FOUND');
    return plan;
  }
}
