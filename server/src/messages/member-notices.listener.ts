import { Injectable } from '@nestjs/common';
import { beijingMinute } from '@siyu/shared';
import { Outbox } from '../platform/outbox.js';
import { Notices } from './notices.service.js';

/** Tells members that they came to another tier, and before a review would lower them. */
@Injectable()
export class MemberNoticesListener {
  constructor(notices: Notices, outbox: Outbox) {
    outbox.listen({
      name: 'messages.tier-changed',
      kind: 'member.tier-changed',
      handle: async (tx, told) => {
        for (const { shopperId, to, toName, isLower, at } of told.flatMap((one) => one.changes)) {
          const facts = { tierName: toName, change: isLower ? 'lowered' : 'raised' };
          const about = { shopperId, orderId: null, kind: 'tier-changed' as const };
          await notices.send(tx, { ...about, facts, dedupe: `tier-changed:${to}:${at}` });
        }
      },
    });
    outbox.listen({
      name: 'messages.tier-notice',
      kind: 'member.tier-notice',
      handle: async (tx, told) => {
        for (const { shopperId, tierName, until, missingGrowth } of told.flatMap(
          (one) => one.notices,
        )) {
          const facts = { tierName, until: beijingMinute(new Date(until)), missing: missingGrowth };
          const about = { shopperId, orderId: null, kind: 'tier-notice' as const };
          await notices.send(tx, { ...about, facts, dedupe: `tier-notice:${until}` });
        }
      },
    });
  }
}
