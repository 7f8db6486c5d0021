import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { afterCommit, type Tx } from '../../../platform/transaction.js';
import { versionsInForce, type PlanVersion, type VersionInForce } from './paid-plan.store.js';

type Db = Pick<EntityManager, 'query'>;

const FRESH_MS = 1_000;

/** Plans in force, at most a second old on any instance, for one statement a second. */
@Injectable()
export class KnownPlans {
  private known: { plans: VersionInForce[]; readAtMs: number } | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What is sold now, and what still runs for somebody; `db` is the transaction's own inside one. */
  async inForce(db: Db = this.db.manager): Promise<readonly PlanVersion[]> {
    const plans = await this.read(db);
    return plans.filter((one) => one.isRunning || isOnSale(one));
  }

  /** Whether anybody has a term that runs or will. */
  async areHeld(db: Db): Promise<boolean> {
    return (await this.read(db)).some(({ isRunning }) => isRunning);
  }

  /** What can be bought now, in the order it is shown. */
  async offered(db: Db = this.db.manager): Promise<PlanVersion[]> {
    return (await this.read(db)).filter(isOnSale);
  }

  /** Something of it changes in this transaction. */
  forget(tx: Tx): void {
    this.known = null;
    afterCommit(tx, () => (this.known = null));
  }

  private async read(db: Db): Promise<VersionInForce[]> {
    const ageMs = performance.now() - (this.known?.readAtMs ?? -Infinity);
    if (this.known && ageMs < FRESH_MS) return this.known.plans;
    const plans = await versionsInForce(db, this.clock.now());
    this.known = { plans, readAtMs: performance.now() };
    return plans;
  }
}

function isOnSale({ isCurrent, plan }: VersionInForce): boolean {
  return isCurrent && plan.offered;
}
