import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

/** What somebody did while logged in. What their device did before says nothing of whose it is. */
@Injectable()
export class TrackingPersonalData {
  constructor(personal: PersonalData) {
    personal.add({ tables: [{ table: 'tracked_event', left: 'nothing' }] });
  }
}
