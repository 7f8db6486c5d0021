import { Injectable } from '@nestjs/common';
import { ChannelCustomers } from '../../promotions/campaigns/audience.js';
import { Attributions } from '../../referrals/binding/attributions.service.js';
import { knownChannels } from './channel.store.js';

/** Answers promotions about channels: whose a customer is says the binding, as everywhere. */
@Injectable()
export class AnswerChannels {
  constructor(customers: ChannelCustomers, attributions: Attributions) {
    customers.register({
      channelsOf: async (db, shopperId, now) => {
        const owners = await attributions.ownersOf(db, shopperId, now);
        return new Set(owners.filter(({ kind }) => kind === 'channel').map(({ id }) => id));
      },
      knownOf: knownChannels,
    });
  }
}
