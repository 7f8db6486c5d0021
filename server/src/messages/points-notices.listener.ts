import { Injectable } from '@nestjs/common';
import { beijingMinute } from '@siyu/shared';
import { Outbox } from '../platform/outbox.js';
import { Notices } from './notices.service.js';

/** Tells of points that soon expire, each shopper once for each time at which some do. */
@Injectable()
export class PointsNoticesListener {
  constructor(notices: Notices, outbox: Outbox) {
    outbox.listen({
      name: 'messages.points-expiring',
      kind: 'points.expiring',
      handle: async (tx, expiring) => {
        for (const { shopperId, points, at } of expiring) {
          await notices.send(tx, {
            ...{ shopperId, kind: 'points-expiring', orderId: null },
            facts: { points, until: beijingMinute(new Date(at)) },
            dedupe: `points-expiring:${at}`,
          });
        }
      },
    });
  }
}
