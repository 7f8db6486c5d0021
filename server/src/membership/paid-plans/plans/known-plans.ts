import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { Remembered } from '../../../platform/remembered.js';
import type { Tx } from '../../../platform/transaction.js';
import { versionsInForce, type PlanVersion, type VersionInForce } from './paid-plan.store.js';

type Db = Pick<EntityManager, 'query'>;

/** Plans in force, at most a second old on any instance, for one statement a second. */
@Injectable()
export class KnownPlans {
  private readonly known: Remembered<VersionInForce[]>;

  constructor(@Inject(DataSource) db: DataSource, clock: Clock) {
    this.known = new Remembered(db.manager, clock, (reader) =>
      versionsInForce(reader, clock.now()),
    );
  }

  /** What is sold now, and what still runs for somebody; `db` is the transaction's own inside one. */
  async inForce(db?: Db): Promise<readonly PlanVersion[]> {
    const plans = await this.known.current(db);
    return plans.filter((one) => one.isRunning || isOnSale(one));
  }

  /** Whether anybody has a term that runs or will. */
  async areHeld(db: Db): Promise<boolean> {
    return (await this.known.current(db)).some(({ isRunning }) => isRunning);
  }

  /** What can be bought now, in the order it is shown. */
  async offered(db?: Db): Promise<PlanVersion[]> {
    return (await this.known.current(db)).filter(isOnSale);
  }

  /** Something of it changes in this transaction. */
  changed(tx: Tx): void {
    this.known.changed(tx);
  }
}

function isOnSale({ isCurrent, plan }: VersionInForce): boolean {
  return isCurrent && plan.offered;
}
