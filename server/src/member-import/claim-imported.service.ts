import { Inject, Injectable } from '@nestjs/common';
import { assert, fen, holdsMoney } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../identity/lock-shopper.js';
import { PhoneListeners } from '../identity/phone-listeners.js';
import { Shoppers } from '../identity/shoppers.js';
import { Ledger } from '../ledger/ledger.service.js';
import { CarryOver } from '../membership/members/carry-over.service.js';
import { GrantPoints } from '../membership/points/lots/grant-points.service.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { Lots } from '../wallet/lots.service.js';
import {
  hasClaimed,
  lockUnclaimed,
  markClaimed,
  markHeld,
  type ImportedRow,
} from './imported-member.store.js';

const JOB = 'claim-imported-member';
const ATTEMPTS_MAX = 20;

/** Gives imported members to the shoppers who prove that the phone number is theirs. */
@Injectable()
export class ClaimImported {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly carryOver: CarryOver,
    private readonly points: GrantPoints,
    private readonly lots: Lots,
    private readonly ledger: Ledger,
    jobs: Jobs,
    phones: PhoneListeners,
  ) {
    // By a job, so that an import and a binding that do not see each other both look afterwards.
    phones.add((tx, { phone }) => jobs.add(tx, JOB, phone, { phone }));
    jobs.register<{ phone: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ phone }) => this.match(phone),
    });
  }

  /**
   * Whoever alone holds a phone number is given the one member imported under it. Where there are
   * several of either, or both hold money, nothing is merged (case 62): an operator decides.
   */
  match(phone: string): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const waiting = await lockUnclaimed(tx, phone);
      const shopperIds = await this.shoppers.idsOfPhone(tx, phone);
      const [imported, shopperId] = [waiting[0], shopperIds[0]];
      if (!imported || shopperId === undefined) return;
      await lockShopper(tx, shopperId);
      const isClear = waiting.length === 1 && shopperIds.length === 1;
      if (isClear && (await this.mayHave(tx, imported, shopperId))) {
        await this.give(tx, imported, shopperId);
      } else
        await markHeld(
          tx,
          waiting.map(({ id }) => id),
        );
    });
  }

  /** Gives it to a shopper, once; whoever calls has locked it, and decided. */
  async give(tx: Tx, { id, carried, state }: ImportedRow, shopperId: string): Promise<void> {
    assert(state !== 'claimed', `${id} is claimed`);
    await lockShopper(tx, shopperId);
    await this.carryOver.give(tx, shopperId, { key: id, ...carried });
    const { points } = carried;
    const grant = { shopperId, points, source: 'import', key: id };
    if (points > 0) await this.points.grant(tx, grant, 'points-imported');
    if (holdsMoney(carried)) {
      const [principalFen, bonusFen] = [fen(carried.principalFen), fen(carried.bonusFen)];
      await this.lots.credit(tx, { id, shopperId, source: 'import', principalFen, bonusFen });
    }
    await markClaimed(tx, id, shopperId, this.clock.now());
  }

  private async mayHave(tx: Tx, { carried }: ImportedRow, shopperId: string): Promise<boolean> {
    if (await hasClaimed(tx, shopperId)) return false;
    if (!holdsMoney(carried)) return true;
    const balances = await this.ledger.balances(shopperId, tx);
    return balances['wallet.principal'] + balances['wallet.bonus'] === 0;
  }
}
