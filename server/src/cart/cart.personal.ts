import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

@Injectable()
export class CartPersonalData {
  constructor(personal: PersonalData) {
    const cart = { table: 'cart_line', whose: 'owner_id = ?', left: 'nothing' as const };
    personal.add({ tables: [cart] });
  }
}
