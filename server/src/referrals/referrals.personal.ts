import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { PersonalData, type PersonalTable } from '../platform/personal-data.js';
import { Attributions } from './binding/attributions.service.js';
import { countOpen } from './rewards/reward.store.js';
import { Rewards } from './rewards/rewards.service.js';
import { withdrawLinks } from './links/share-link.store.js';

const isOwner = "owner_kind = 'shopper' AND owner_id = ?";

/** What is kept of whom, and why it outlives the account. */
const TABLES: readonly PersonalTable[] = [
  {
    table: 'share_link',
    whose: isOwner,
    left: { because: 'visits are counted by it; it leads home from now on' },
  },
  {
    table: 'visit',
    left: {
      because: 'how many came by a link, and why they were bound; it names no device any more',
      set: "installation_id = CONCAT('deleted-', id)",
    },
  },
  { table: 'shopper_installation', left: 'nothing' },
  {
    table: 'referral_binding',
    left: { because: 'whose customer placed the orders that rewards were given for' },
  },
  {
    table: 'referral_flag',
    whose: 'friend_id = ?',
    withheld: ['inviter_id', 'decided_by'],
    left: { because: 'why rewards of somebody else were held, without any phone or address' },
  },
  {
    table: 'referral_flag',
    whose: 'inviter_id = ?',
    withheld: ['friend_id', 'decided_by'],
    left: { because: 'why rewards were held, as the money they are part of' },
  },
  {
    table: 'referral_binding',
    whose: isOwner,
    withheld: ['shopper_id', 'touch_id'],
    left: { because: 'the same, of those who were bound to them' },
  },
  {
    table: 'referral_reward',
    withheld: ['friend_id', 'inviter_id', 'binding_id', 'order_id'],
    left: { because: 'what was given for which order, and what was frozen with the account' },
  },
];

/**
 * What somebody opened, whose customer they are and who theirs are. A referrer who goes leaves their
 * customers bound to nobody else by it; the bindings are frozen (case 53).
 */
@Injectable()
export class ReferralsPersonalData {
  constructor(personal: PersonalData, clock: Clock, attributions: Attributions, rewards: Rewards) {
    personal.add({
      tables: TABLES,
      remains: async (db, shopperId) => [
        { kind: 'referral-rewards', amount: await countOpen(db, shopperId) },
      ],
      erase: async (tx, { shopperId }) => {
        const owner = { kind: 'shopper', id: shopperId } as const;
        await withdrawLinks(tx, owner, clock.now());
        await attributions.freeze(tx, owner);
        await rewards.freeze(tx, shopperId);
      },
    });
  }
}
