import { Injectable } from '@nestjs/common';
import type { Remainder } from '@siyu/shared';
import { Shoppers } from '../identity/shoppers.js';
import { PersonalData, type Person, type Reader } from '../platform/personal-data.js';
import type { Tx } from '../platform/transaction.js';
import {
  blankClaimed,
  deleteUnclaimed,
  hasClaimed,
  unclaimedUnder,
} from './imported-member.store.js';

const KINDS = ['principal', 'bonus', 'points', 'growth'] as const;

/** What was imported of a shopper. The number stays, so that no second import brings it again. */
@Injectable()
export class MemberImportPersonalData {
  constructor(
    personal: PersonalData,
    private readonly shoppers: Shoppers,
  ) {
    personal.add({
      tables: [
        {
          table: 'imported_member',
          left: { because: 'where balances came from; it holds no name and no number to call' },
        },
      ],
      remains: (db, shopperId) => this.remains(db, shopperId),
      erase: (tx, person) => this.erase(tx, person),
    });
  }

  /** What waits for an operator to say whose it is may be theirs, and goes with the account. */
  private async remains(db: Reader, shopperId: string): Promise<Remainder[]> {
    const phone = (await this.shoppers.phonesOf(db, [shopperId])).get(shopperId) ?? null;
    if (phone === null || !(await this.canBeTheirs(db, { shopperId, phone }))) return [];
    const unclaimed = await unclaimedUnder(db, phone);
    return KINDS.map((kind) => ({ kind, amount: unclaimed[kind] }));
  }

  private async erase(
    tx: Tx,
    { shopperId, phone }: Pick<Person, 'shopperId' | 'phone'>,
  ): Promise<void> {
    const isTheirs = phone !== null && (await this.canBeTheirs(tx, { shopperId, phone }));
    if (isTheirs) await deleteUnclaimed(tx, phone);
    await blankClaimed(tx, shopperId);
  }

  /**
   * Whether what nobody claimed under their phone number can be theirs: they alone hold it, and are
   * nobody else of another system. Otherwise it is somebody else's, who shares the number.
   */
  private async canBeTheirs(
    db: Reader,
    { shopperId, phone }: { shopperId: string; phone: string },
  ): Promise<boolean> {
    const holders = await this.shoppers.idsOfPhone(db, phone);
    return holders.every((id) => id === shopperId) && !(await hasClaimed(db, shopperId));
  }
}
