import { Injectable } from '@nestjs/common';
import { daysBetween } from '@siyu/shared';
import { Clock } from '../../platform/clock.js';
import { PersonalData } from '../../platform/personal-data.js';
import { countWaitingGifts } from './gifts/plan-gift.store.js';
import { countOpenPurchases } from './purchases/plan-purchase.store.js';
import { unreceivedPlanRefunds } from './refunds/plan-refund.store.js';
import { lastEnd } from './terms/paid-term.store.js';

const left = { because: 'the books: what was paid for, and for how long' };
const ofPurchase = 'purchase_id IN (SELECT id FROM plan_purchase WHERE shopper_id = ?)';

/** What is left of a paid term is given up; it runs out, and nobody is there to use it. */
@Injectable()
export class PaidPlansPersonalData {
  constructor(personal: PersonalData, clock: Clock) {
    personal.add({
      tables: [
        { table: 'plan_purchase', withheld: ['idempotency_key', 'input_hash'], left },
        {
          table: 'trial_claim',
          whose: ofPurchase,
          left: { because: 'a trial is had once a person; the keys are hashes' },
        },
        { table: 'plan_gift', whose: ofPurchase, left },
        {
          table: 'paid_term',
          left: { ...left, set: 'coupons_due_at = NULL, remind_at = NULL' },
        },
        { table: 'paid_reminder', left: 'nothing' },
        { table: 'plan_refund', withheld: ['operator_id'], left },
      ],
      remains: async (db, shopperId) => {
        const now = clock.now();
        const endsAt = (await lastEnd(db, shopperId)) ?? now;
        return [
          {
            kind: 'open-refunds',
            amount: (await unreceivedPlanRefunds(db, shopperId)).length,
          },
          { kind: 'open-plan-purchases', amount: await countOpenPurchases(db, shopperId) },
          { kind: 'waiting-plan-gifts', amount: await countWaitingGifts(db, shopperId) },
          { kind: 'paid-term', amount: daysBetween(now, endsAt) },
        ];
      },
    });
  }
}
