import { Injectable } from '@nestjs/common';
import { PersonalData } from '../../platform/personal-data.js';
import { Clock } from '../../platform/clock.js';
import { forgetPayer, openOf } from './personal.store.js';

const because = 'what was sold, three years from when it was completed (电子商务法 art. 31)';
/** What a view of an order must still be able to show. */
const NOWHERE = `address = JSON_SET(address, '$.recipient', '已注销顾客',
    '$.phone', '000-00000000', '$.detail', '已注销'), remark = '', ops_remark = ''`;
const OF_ORDERS = 'order_id IN (SELECT id FROM orders WHERE shopper_id = ?)';

/** What a shopper bought. It stays without a name; an order that is not over keeps the account. */
@Injectable()
export class OrdersPersonalData {
  constructor(personal: PersonalData, clock: Clock) {
    const ofOrders = { whose: OF_ORDERS, left: { because } };
    personal.add({
      tables: [
        {
          table: 'orders',
          withheld: ['input_hash', 'idempotency_key', 'ops_remark'],
          left: { because, set: NOWHERE },
        },
        { table: 'order_line', ...ofOrders },
        { table: 'order_rebate', ...ofOrders },
        { table: 'order_refund_tender', ...ofOrders },
      ],
      remains: (db, shopperId) => openOf(db, shopperId, clock.now()),
      erase: forgetPayer,
    });
  }
}
