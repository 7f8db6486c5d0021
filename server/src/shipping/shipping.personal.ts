import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

const OF_ORDERS = 'order_id IN (SELECT id FROM orders WHERE shopper_id = ?)';
const LEFT = { because: 'proof of what was sent, three years (电子商务法 art. 31)' };

@Injectable()
export class ShippingPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        { table: 'parcel', whose: OF_ORDERS, left: LEFT },
        {
          table: 'parcel_line',
          whose: `parcel_id IN (SELECT id FROM parcel WHERE ${OF_ORDERS})`,
          left: LEFT,
        },
        { table: 'wechat_shipping', whose: OF_ORDERS, withheld: ['error_message'], left: LEFT },
      ],
    });
  }
}
