import { Injectable } from '@nestjs/common';
import { beijingDay } from '@siyu/shared';
import { Clock } from '../platform/clock.js';
import { Outbox } from '../platform/outbox.js';
import { Notices } from './notices.service.js';

/** Reminds of coupons that are soon over, each shopper once a Beijing day. */
@Injectable()
export class CouponNoticesListener {
  constructor(notices: Notices, clock: Clock, outbox: Outbox) {
    outbox.listen({
      name: 'messages.coupon-expiring',
      kind: 'coupon.expiring',
      handle: async (tx, expiring) => {
        const dedupe = `coupon-expiring:${beijingDay(clock.now())}`;
        for (const { shopperId, ...facts } of expiring) {
          await notices.send(tx, {
            ...{ shopperId, facts, dedupe, orderId: null },
            kind: 'coupon-expiring',
          });
        }
      },
    });
  }
}
