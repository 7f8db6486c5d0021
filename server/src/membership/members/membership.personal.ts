import { Injectable } from '@nestjs/common';
import { PersonalData } from '../../platform/personal-data.js';

const left = { because: 'how often a benefit was used must still add up with its orders' };

/** A member and their growth are nobody’s without the shopper. */
@Injectable()
export class MembershipPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        { table: 'member', left: 'nothing' },
        { table: 'growth_event', left: 'nothing' },
        {
          table: 'growth_refund',
          whose: 'order_id IN (SELECT id FROM orders WHERE shopper_id = ?)',
          left: { because: 'how much of an order was left; it holds no name' },
        },
        { table: 'coupon_owed', left: 'nothing' },
        { table: 'benefit_month', left },
        { table: 'benefit_use', left },
      ],
    });
  }
}
