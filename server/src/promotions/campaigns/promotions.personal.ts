import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { PersonalData } from '../../platform/personal-data.js';
import { countUsable, revokeAllOf, forgetRecipient } from './personal.store.js';

const OF_ORDERS = 'order_id IN (SELECT id FROM orders WHERE shopper_id = ?)';
const left = { because: 'what campaigns gave and cost must still add up; it holds no name' };
const HASHES = {
  because: 'hashes, so that whoever comes back has a newcomer’s benefit once (case 24)',
};

/** What campaigns know of a shopper. Coupons in hand are given up with the account. */
@Injectable()
export class PromotionsPersonalData {
  constructor(personal: PersonalData, clock: Clock) {
    personal.add({
      tables: [
        { table: 'coupon', left },
        { table: 'coupon_grant_line', left },
        { table: 'campaign_person', left },
        { table: 'campaign_reach', left },
        { table: 'promotion_use', left },
        { table: 'team', whose: 'leader_id = ?', left },
        { table: 'team_seat', left },
        { table: 'flash_reminder', left: 'nothing' },
        { table: 'newcomer_claim', whose: OF_ORDERS, left: HASHES },
        { table: 'newcomer_flag', whose: OF_ORDERS, withheld: ['taken_by'], left: HASHES },
      ],
      remains: async (db, shopperId) => [
        { kind: 'coupons', amount: await countUsable(db, shopperId, clock.now()) },
      ],
      erase: async (tx, person) => {
        await revokeAllOf(tx, person.shopperId);
        await forgetRecipient(tx, person);
      },
    });
  }
}
