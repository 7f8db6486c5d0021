import { Inject, Injectable } from '@nestjs/common';
import { assert, fen, holdsMoney } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockIfLive } from '../identity/lock-shopper.js';
import { PhoneListeners } from '../identity/phone-listeners.js';
import { Shoppers } from '../identity/shoppers.js';
import { Ledger } from '../ledger/ledger.service.js';
import { CarryOver } from '../membership/members/carry-over.service.js';
import { GrantPoints } from '../membership/points/lots/grant-points.service.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { Lots } from '../wallet/lots.service.js';
import { AskToClaim, CLAIM_JOB } from './ask-to-claim.js';
import {
  hasClaimed,
  lockUnclaimed,
  markClaimed,
  markHeld,
  type ImportedRow,
} from './imported-member.store.js';

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
    asking: AskToClaim,
    jobs: Jobs,
    phones: PhoneListeners,
  ) {
    // By a job, so that an import and a binding that do not see each other both look afterwards.
    phones.add((tx, { shopperId }) => asking.ask(tx, [shopperId]));
    jobs.register<{ shopperId: string }>({
      kind: CLAIM_JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ shopperId }) => this.match(shopperId),
    });
  }

  /**
   * Whoever alone holds a phone number is given the one member imported under it. Where there are
   * several of either, or both hold money, nothing is merged (case 62): an operator decides.
   */
  match(shopperId: string): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const { phone } = await this.shoppers.identityOf(tx, shopperId);
      const waiting = phone === null ? [] : await lockUnclaimed(tx, phone);
      const [imported] = waiting;
      if (phone === null || !imported || !(await lockIfLive(tx, shopperId))) return;
      // Under the lock: the number may be another's by now, and then they have been asked about.
      const holders = await this.shoppers.idsOfPhone(tx, phone);
      if (!holders.includes(shopperId)) return;
      const isClear = waiting.length === 1 && holders.length === 1;
      if (isClear && (await this.mayHave(tx, imported, shopperId))) {
        return this.give(tx, imported, shopperId);
      }
      const ids = waiting.map(({ id }) => id);
      await markHeld(tx, ids);
    });
  }

  /**
   * Gives it to a shopper, once; whoever calls has locked it, and decided.
   * @throws Refusal MEMBER_NOT_FOUND where the account is deleted
   */
  async give(tx: Tx, { id, carried, state }: ImportedRow, shopperId: string): Promise<void> {
    assert(state !== 'claimed', `${id} is claimed`);
    if (!(await lockIfLive(tx, shopperId))) throw new Refusal('MEMBER_NOT_FOUND');
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
