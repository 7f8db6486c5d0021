import { Inject, Injectable } from '@nestjs/common';
import { beijingMonth, beijingMonthStart, monthsAfter, type BenefitOf } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { Rules } from '../rules/membership-rules.js';
import { lockWithoutCoupons, setCouponsMonth } from './coupon-due.store.js';
import { MemberCoupons } from './member-coupons.service.js';

const BATCH = 100;
const SWEEP_EVERY_MS = 60_000;

/** Gives each member of a tier its coupons of the Beijing month, once; a batch a transaction. */
@Injectable()
export class MonthlyCouponsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly coupons: MemberCoupons,
    sweeps: Sweeps,
  ) {
    sweeps.every('membership.monthly-coupons', SWEEP_EVERY_MS, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const { rules } = await this.rules.current();
    let hasMore = false;
    for (const { id, benefits } of rules.tiers) {
      const monthly = benefits.filter((one): one is Monthly => one.kind === 'monthly-coupons');
      if (monthly.length > 0 && (await this.giveTo(id, monthly))) hasMore = true;
    }
    return hasMore;
  }

  private giveTo(tierId: string, monthly: readonly Monthly[]): Promise<boolean> {
    const now = this.clock.now();
    const month = beijingMonth(now);
    const owedUntil = monthsAfter(beijingMonthStart(now), 1);
    return inTransaction(this.db, async (tx) => {
      const due = await lockWithoutCoupons(tx, tierId, month, BATCH);
      for (const shopperId of due) {
        await this.coupons.grant(tx, { shopperId, key: `tier-${month}`, owedUntil }, monthly);
      }
      await setCouponsMonth(tx, due, month);
      return due.length === BATCH;
    });
  }
}

type Monthly = BenefitOf<'monthly-coupons'>;
