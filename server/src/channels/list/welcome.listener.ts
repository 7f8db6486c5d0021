import { Injectable } from '@nestjs/common';
import { Outbox } from '../../platform/outbox.js';
import { Coupons } from '../../promotions/coupon/coupons.service.js';
import '../../referrals/referral.events.js';
import { welcomeOf } from './channel.store.js';

const KEY = 'channel-welcome';

/** Who registers by a channel is given its coupon, once; where none is left, nothing. */
@Injectable()
export class WelcomeListener {
  constructor(outbox: Outbox, coupons: Coupons) {
    outbox.listen({
      name: 'channels.welcome',
      kind: 'referral.bound',
      handle: async (tx, bound) => {
        for (const { bindingId, shopperId, owner } of bound) {
          const campaignId = owner.kind === 'channel' ? await welcomeOf(tx, bindingId) : null;
          if (campaignId !== null) await coupons.grant(tx, { campaignId, shopperId, key: KEY });
        }
      },
    });
  }
}
