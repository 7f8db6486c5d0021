import { Inject, Injectable } from '@nestjs/common';
import type { PaidPlan, PaidPlanEdit, PaidPlanInput } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail, type Author } from '../../../platform/audit-trail.js';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/new-id.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { KnownPlans } from './known-plans.js';
import {
  currentPlans,
  findPlan,
  insertPlan,
  replacePlan,
  type PlanTerms,
} from './paid-plan.store.js';

/** Paid plans as operators write them. */
@Injectable()
export class PaidPlans {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly known: KnownPlans,
    private readonly audit: AuditTrail,
  ) {}

  list(): Promise<PaidPlan[]> {
    return currentPlans(this.db.manager);
  }

  /** Adds a plan; its benefits are given ids. */
  async create(operator: Author, input: PaidPlanInput): Promise<PaidPlan> {
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await insertPlan(tx, id, withIds(input, now), now);
      await this.record(tx, operator, { action: 'create', id, before: null, after: input });
    });
    return this.one(id);
  }

  /**
   * Changes a plan for purchases from now on: whoever bought it keeps what they bought.
   * @throws Refusal NOT_FOUND, VERSION_CONFLICT
   */
  async change(operator: Author, id: string, { version, plan }: PaidPlanEdit): Promise<PaidPlan> {
    const before = await this.one(id);
    const now = this.clock.now();
    await inTransaction(this.db, async (tx) => {
      const next = { planId: id, version, plan: withIds(plan, now) };
      if (!(await replacePlan(tx, next, now))) throw new Refusal('VERSION_CONFLICT');
      await this.record(tx, operator, { action: 'change', id, before: before.plan, after: plan });
    });
    return this.one(id);
  }

  private async one(id: string): Promise<PaidPlan> {
    const plan = await findPlan(this.db.manager, id);
    if (!plan) throw new Refusal('NOT_FOUND');
    return plan;
  }

  private async record(
    tx: Tx,
    operator: Author,
    { action, id, before, after }: { action: string; id: string; before: unknown; after: unknown },
  ): Promise<void> {
    this.known.changed(tx);
    await this.audit.record(tx, {
      ...{ operator, action: `paid-plan.${action}`, subjectKind: 'paid-plan', subjectId: id },
      ...{ before, after },
    });
  }
}

/** Benefits without an id are given one, by which orders name what they used. */
export function withIds(input: PaidPlanInput, now: Date): PlanTerms {
  const benefits = input.benefits.map((benefit) => ({
    ...benefit,
    id: benefit.id ?? newId(now),
  }));
  return { ...input, benefits };
}
