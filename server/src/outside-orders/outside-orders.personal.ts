import { Injectable } from '@nestjs/common';
import { Shoppers } from '../identity/shoppers.js';
import { PersonalData } from '../platform/personal-data.js';
import { forgetPhone } from './outside-customer.store.js';

/**
 * What a shopper bought elsewhere. It stays without a name, matched to an account that is gone, so
 * that no later file brings their keys again.
 */
@Injectable()
export class OutsideOrdersPersonalData {
  constructor(personal: PersonalData, shoppers: Shoppers) {
    personal.add({
      tables: [
        {
          table: 'outside_customer',
          left: {
            because: 'what was sold elsewhere counts in reports; it holds no name and no number',
            set: 'phone = NULL, unionid = NULL, openid = NULL, member_number = NULL',
          },
        },
        {
          table: 'outside_order',
          whose: 'customer_id IN (SELECT id FROM outside_customer WHERE shopper_id = ?)',
          left: { because: 'an amount and a day, which reports count' },
        },
      ],
      erase: async (tx, { shopperId, phone }) => {
        const holders = phone === null ? [] : await shoppers.idsOfPhone(tx, phone);
        const isTheirsAlone = holders.every((id) => id === shopperId);
        if (phone !== null && isTheirsAlone) await forgetPhone(tx, phone);
      },
    });
  }
}
