import { Injectable } from '@nestjs/common';
import { AFTER_SALE_OPEN } from '@siyu/shared';
import { PersonalData } from '../platform/personal-data.js';
import { countOpenAfterSales } from './after-sale.store.js';

const because = 'why money went back, three years (电子商务法 art. 31)';

/** After-sales stay as figures: what was told and shown of the goods goes. */
@Injectable()
export class AfterSalesPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        {
          table: 'after_sale',
          withheld: ['operator_id'],
          left: { because, set: `description = '', answer = '', picture_ids = '[]'` },
        },
        {
          table: 'after_sale_line',
          whose: 'after_sale_id IN (SELECT id FROM after_sale WHERE shopper_id = ?)',
          left: { because },
        },
      ],
      remains: async (db, shopperId) => {
        const open = await countOpenAfterSales(db, shopperId, AFTER_SALE_OPEN);
        return [{ kind: 'open-after-sales', amount: Number(open) }];
      },
    });
  }
}
