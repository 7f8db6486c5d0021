import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { afterCommit, type Tx } from '../../../platform/transaction.js';
import { versionsInForce, type PlanVersion } from './paid-plan.store.js';

type Db = Pick<EntityManager, 'query'>;
type Known = Awaited<ReturnType<typeof versionsInForce>>;

const FRESH_MS = 1_000;

/** Plans in force, at most a second old on any instance, for one statement a second. */
@Injectable()
export class KnownPlans {
  private known: { plans: Known; readAtMs: number } | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What is sold now, and what still runs for somebody; `db` is the transaction's own inside one. */
  async inForce(db: Db = this.db.manager): Promise<readonly PlanVersion[]> {
    return this.read(db);
  }

  /** What can be bought now, in the order it is shown. */
  async offered(db: Db = this.db.manager): Promise<PlanVersion[]> {
    return (await this.read(db)).filter(({ isCurrent, plan }) => isCurrent && plan.offered);
  }

  /** Something of it changes in this transaction. */
  forget(tx: Tx): void {
    this.known = null;
    afterCommit(tx, () => (this.known = null));
  }

  private async read(db: Db): Promise<Known> {
    const ageMs = performance.now() - (this.known?.readAtMs ?? -Infinity);
    if (this.known && ageMs < FRESH_MS) return this.known.plans;
    const plans = await versionsInForce(db, this.clock.now());
    this.known = { plans, readAtMs: performance.now() };
    return plans;
  }
}
