import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../platform/outbox.js';
import { EarnPoints } from './earn-points.service.js';

/** Orders that were received give points; money that goes back takes them. */
@Injectable()
export class EarnPointsListener {
  constructor(earning: EarnPoints, outbox: Outbox) {
    outbox.listen({
      name: 'points.order-completed',
      kind: 'order.completed',
      handle: async (tx, completed) => {
        for (const { orderId, shopperId, leftFen, at, paidAt, afterSaleUntil } of completed) {
          await earning.earn(tx, {
            ...{ orderId, shopperId, leftFen, paidAt: new Date(paidAt ?? at) },
            afterSaleUntil: new Date(afterSaleUntil),
          });
        }
      },
    });
    outbox.listen({
      name: 'points.order-refunded',
      kind: 'order.refunded',
      handle: async (tx, refunded) => {
        for (const { orderId, shopperId, refundId, leftFen } of refunded) {
          await earning.takeBack(tx, { orderId, shopperId, refundId, leftFen });
        }
      },
    });
  }
}
