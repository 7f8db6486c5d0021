import { Injectable } from '@nestjs/common';
import type { PaymentFacts } from '../../../payments/payment.events.js';
import { Outbox } from '../../../platform/outbox.js';
import { lockPlanPurchase } from './plan-purchase.store.js';
import { PAID_PLAN } from './plan-purchases.service.js';
import { SettlePlanPurchase } from './settle-plan-purchase.service.js';

/** Hears what became of payments for paid plans. */
@Injectable()
export class PlanPaymentListener {
  constructor(settle: SettlePlanPurchase, outbox: Outbox) {
    outbox.listen({
      name: 'paid-plans.payment-succeeded',
      kind: 'payment.succeeded',
      handle: async (tx, payments) => {
        for (const { subjectId, at } of payments.filter(isForPlan)) {
          const purchase = await lockPlanPurchase(tx, subjectId);
          if (purchase) await settle.paid(tx, purchase, new Date(at));
        }
      },
    });
    outbox.listen({
      name: 'paid-plans.payment-closed',
      kind: 'payment.closed',
      handle: async (tx, payments) => {
        for (const { subjectId } of payments.filter(isForPlan)) {
          const purchase = await lockPlanPurchase(tx, subjectId);
          if (purchase) await settle.closed(tx, purchase);
        }
      },
    });
  }
}

function isForPlan({ subjectKind }: PaymentFacts): boolean {
  return subjectKind === PAID_PLAN;
}
