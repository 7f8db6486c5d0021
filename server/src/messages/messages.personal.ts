import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

@Injectable()
export class MessagesPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        { table: 'message', left: 'nothing' },
        { table: 'subscription', left: 'nothing' },
      ],
    });
  }
}
