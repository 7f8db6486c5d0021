import { Injectable } from '@nestjs/common';
import { Jobs } from '../platform/jobs.js';
import { PersonalData } from '../platform/personal-data.js';
import type { Tx } from '../platform/transaction.js';
import { PictureFiles } from './picture-files.js';
import { picturesOwnedBy } from './picture.store.js';

const JOB = 'forget-pictures';
const ATTEMPTS_MAX = 10;

/** What shoppers uploaded. The bytes go once the rows are gone, by a job that tries again. */
@Injectable()
export class PicturesPersonalData {
  constructor(
    personal: PersonalData,
    private readonly jobs: Jobs,
    private readonly files: PictureFiles,
  ) {
    const pictures = { table: 'picture', whose: 'owner_shopper_id = ?', left: 'nothing' as const };
    personal.add({
      tables: [pictures],
      erase: (tx, { shopperId }) => this.forget(tx, shopperId),
    });
    jobs.register<{ names: string[] }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: async ({ names }) => {
        for (const name of names) await this.files.remove(name);
      },
    });
  }

  private async forget(tx: Tx, shopperId: string): Promise<void> {
    const names = await picturesOwnedBy(tx, shopperId);
    if (names.length > 0) await this.jobs.add(tx, JOB, shopperId, { names });
  }
}
