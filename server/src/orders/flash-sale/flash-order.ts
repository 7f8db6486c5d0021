import { minutesAfter } from '@siyu/shared';
import type { FreightOffer } from '../../membership/benefits/member-offers.service.js';
import type { PaymentRequest } from '../../payments/payments.service.js';
import { newId } from '../../platform/new-id.js';
import type { FlashSaleNow, FlashTaking } from '../../promotions/flash-sale/flash-sales.service.js';
import type { NewOrder } from '../purchase/new-order.store.js';
import { describe, type Attempt } from '../purchase/attempt.js';
import type { Admitted } from './admission.js';

/** An order about to be written, with the purchase it answers. */
export interface FlashOrder extends NewOrder {
  attempt: Attempt;
  quantity: number;
  /** The member's freight that it uses; null for none. */
  freight: FreightOffer | null;
}

/** Whole orders of those who were admitted, with ids of their own and of their payments. */
export function orderedOf(
  { skuId, campaignId, payWithinMinutes }: FlashSaleNow,
  admitted: readonly Admitted[],
  placedAt: Date,
): FlashOrder[] {
  const payBy = minutesAfter(placedAt, payWithinMinutes);
  const stockOf = new Map([[skuId, campaignId]]);
  return admitted.map(({ attempt, quantity, quote, freight, address }) => ({
    id: newId(placedAt),
    shopperId: attempt.shopper.shopperId,
    idempotencyKey: attempt.key,
    inputHash: attempt.hash,
    paymentId: newId(placedAt),
    remark: attempt.request.remark,
    stateWhenPaid: 'to-ship',
    ...{ attempt, quantity, quote, freight, address, stockOf, payBy, placedAt },
  }));
}

export function paymentOf(order: FlashOrder): PaymentRequest {
  return {
    id: order.paymentId,
    subjectKind: 'order',
    subjectId: order.id,
    shopperId: order.shopperId,
    openid: order.attempt.shopper.openid,
    description: describe(order.quote),
    amountFen: order.quote.totalFen,
    expiresAt: order.payBy,
  };
}

export function takingOf({ id: orderId, shopperId, quantity, quote }: FlashOrder): FlashTaking {
  const offers = quote.offers.filter(({ applied }) => applied);
  return { orderId, shopperId, quantity, savedFen: quote.discountFen, offers };
}

/** Orders sent for nothing by a benefit that is had so often a month. */
export function freightsOf(orders: readonly FlashOrder[]) {
  return orders.flatMap(({ id: reference, shopperId, freight }) =>
    freight ? [{ reference, shopperId, perMonth: freight.rule.perMonth }] : [],
  );
}
