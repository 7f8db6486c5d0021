import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { PersonalData } from '../platform/personal-data.js';
import { openDaysOf } from './packs/tracked-day.store.js';

/**
 * What somebody did while logged in, and the number it is packed under: their days are packed anew
 * without it. What their device did before says nothing of whose it is.
 */
@Injectable()
export class TrackingPersonalData {
  constructor(personal: PersonalData, clock: Clock) {
    personal.add({
      tables: [
        { table: 'tracked_event', left: 'nothing' },
        { table: 'tracked_person', whose: "kind = 'shopper' AND id = ?", left: 'nothing' },
      ],
      erase: (tx, { shopperId }) => openDaysOf(tx, shopperId, clock.now()),
    });
  }
}
