import { Injectable } from '@nestjs/common';
import { PersonalData } from '../../platform/personal-data.js';
import { People } from './people.service.js';
import { deleteLinksOf, takeTurn } from './person-link.store.js';

/** Who somebody else may be is nobody's to read; an account that is deleted is one with nobody. */
@Injectable()
export class PeoplePersonalData {
  constructor(personal: PersonalData, people: People) {
    personal.add({
      tables: [
        {
          table: 'person_link',
          whose: '? IN (one_id, other_id)',
          withheld: ['one_id', 'other_id', 'reason', 'decided_by'],
          left: 'nothing',
        },
        { table: 'person_member', withheld: ['person_id'], left: 'nothing' },
        { table: 'login_trace', left: 'nothing' },
      ],
      erase: async (tx, { shopperId }) => {
        await takeTurn(tx);
        await deleteLinksOf(tx, shopperId);
        await people.rebuild(tx, [shopperId]);
      },
    });
  }
}
