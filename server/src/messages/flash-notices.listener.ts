import { Injectable } from '@nestjs/common';
import { beijingMinute } from '@siyu/shared';
import { Outbox } from '../platform/outbox.js';
import { Notices } from './notices.service.js';

/** Tells those who asked for it that a slot of a flash sale is about to begin. */
@Injectable()
export class FlashNoticesListener {
  constructor(notices: Notices, outbox: Outbox) {
    outbox.listen({
      name: 'messages.flash-sale-begins',
      kind: 'flash-sale.begins-soon',
      handle: async (tx, slots) => {
        for (const { campaignId, name, startsAt, shopperIds } of slots) {
          const facts = { campaignId, name, startsAt: beijingMinute(new Date(startsAt)) };
          const dedupe = `flash-sale-begins:${campaignId}:${startsAt}`;
          for (const shopperId of shopperIds) {
            const about = { shopperId, orderId: null, kind: 'flash-sale-begins' as const };
            await notices.send(tx, { ...about, facts, dedupe });
          }
        }
      },
    });
  }
}
