import { Injectable } from '@nestjs/common';
import { beijingMinute } from '@siyu/shared';
import { Outbox } from '../platform/outbox.js';
import { Notices } from './notices.service.js';

/** Tells those who asked for it that their paid membership ends soon, each end once. */
@Injectable()
export class PaidNoticesListener {
  constructor(notices: Notices, outbox: Outbox) {
    outbox.listen({
      name: 'messages.paid-membership-ends',
      kind: 'paid-membership.ends-soon',
      handle: async (tx, ending) => {
        for (const { shopperId, planName, until } of ending) {
          await notices.send(tx, {
            ...{ shopperId, kind: 'paid-membership-ends', orderId: null },
            facts: { planName, until: beijingMinute(new Date(until)) },
            dedupe: `paid-membership-ends:${until}`,
          });
        }
      },
    });
  }
}
