import { Inject, Injectable } from '@nestjs/common';
import { beijingDay, beijingDayStart, birthdaysOn, daysAfter, type BenefitOf } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { Rules } from '../rules/membership-rules.js';
import { lockWithoutGift, setBirthdayYear } from './coupon-due.store.js';
import { MemberCoupons } from './member-coupons.service.js';

const BATCH = 100;
const SWEEP_EVERY_MS = 60_000;

/** Gives members their tier's birthday gift, some days before the birthday, once a year. */
@Injectable()
export class BirthdayGiftsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly coupons: MemberCoupons,
    sweeps: Sweeps,
  ) {
    sweeps.every('membership.birthday-gifts', SWEEP_EVERY_MS, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const { rules } = await this.rules.current();
    let hasMore = false;
    for (const { id, benefits } of rules.tiers) {
      for (const gift of benefits) {
        if (gift.kind !== 'birthday-gift') continue;
        for (const day of daysFrom(this.clock.now(), gift.daysBefore)) {
          if (await this.giveTo(id, gift, day)) hasMore = true;
        }
      }
    }
    return hasMore;
  }

  /** Those whose birthday is on that Beijing day. */
  private giveTo(tierId: string, gift: BenefitOf<'birthday-gift'>, day: string): Promise<boolean> {
    const year = day.slice(0, 4);
    const owedUntil = daysAfter(beijingDayStart(day), 1);
    return inTransaction(this.db, async (tx) => {
      const who = { birthdays: birthdaysOn(day), year };
      const due = await lockWithoutGift(tx, tierId, who, BATCH);
      for (const shopperId of due) {
        await this.coupons.grant(tx, { shopperId, key: `birthday-${year}`, owedUntil }, [gift]);
      }
      await setBirthdayYear(tx, due, year);
      return due.length === BATCH;
    });
  }
}

/** Today in Beijing and so many days more. */
function daysFrom(now: Date, more: number): string[] {
  return Array.from({ length: more + 1 }, (_, days) => beijingDay(daysAfter(now, days)));
}
