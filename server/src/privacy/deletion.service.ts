import { Inject, Injectable } from '@nestjs/common';
import {
  minutesAfter,
  refusalToDelete,
  REMAINDERS,
  type DeletionPreview,
  type DeletionRequest,
  type Remainder,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../identity/lock-shopper.js';
import { Shoppers } from '../identity/shoppers.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs.js';
import { PersonalData } from '../platform/personal-data.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';

const JOB = 'erase-again';
const ATTEMPTS_MAX = 10;
/** By then no instance answers to a session of the account any more. */
const AGAIN_MINUTES = 2;

/** Deleting an account (个人信息保护法 art. 47, case 63): at once, whole, and for ever. */
@Injectable()
export class Deletion {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly personal: PersonalData,
    private readonly shoppers: Shoppers,
    private readonly jobs: Jobs,
  ) {
    jobs.register<{ shopperId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ shopperId }) => inTransaction(this.db, (tx) => this.erase(tx, shopperId)),
    });
  }

  /** What keeps the account, and what would be given up with it. */
  async preview(shopperId: string): Promise<DeletionPreview> {
    return previewOf(await this.personal.remainders(this.db.manager, shopperId));
  }

  /**
   * Erases whatever says who the shopper is, and ends their sessions.
   * @throws Refusal DELETION_BLOCKED while money or goods are owed, DELETION_CHANGED when what is
   *   given up is not what was shown; both with what there is now
   */
  delete(shopperId: string, { givenUp }: DeletionRequest): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      await lockShopper(tx, shopperId);
      const remainders = await this.personal.remainders(tx, shopperId);
      const refusal = refusalToDelete(remainders, givenUp);
      if (refusal) throw new Refusal(refusal, { ...previewOf(remainders) });
      await this.erase(tx, shopperId);
      await this.jobs.add(tx, JOB, shopperId, { shopperId }, this.onceMoreAt());
    });
  }

  private async erase(tx: Tx, shopperId: string): Promise<void> {
    await lockShopper(tx, shopperId);
    const { openid, phone } = await this.shoppers.identityOf(tx, shopperId);
    await this.personal.erase(tx, { shopperId, openid, phone });
    await this.shoppers.noteDeleted(tx, shopperId);
  }

  private onceMoreAt(): Date {
    return minutesAfter(this.clock.now(), AGAIN_MINUTES);
  }
}

function previewOf(remainders: readonly Remainder[]): DeletionPreview {
  const of = (effect: (typeof REMAINDERS)[Remainder['kind']]) =>
    remainders.filter(({ kind }) => REMAINDERS[kind] === effect);
  return { blocks: of('blocks'), givenUp: of('given-up') };
}
