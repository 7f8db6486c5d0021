import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personKey, phoneKey, type PersonKey } from '../../../identity/person-keys.js';
import { Shoppers } from '../../../identity/shoppers.js';
import { Clock } from '../../../platform/clock.js';
import { isDuplicate, type Tx } from '../../../platform/transaction.js';
import { areTrialKeysTaken, deleteTrialClaims, insertTrialClaims } from './trial-claims.store.js';

/**
 * One trial a person, whatever openid, unionid or phone they come by (case 27). A purchase claims
 * every key of theirs; the unique key decides between two at once, and closing unpaid frees them.
 */
@Injectable()
export class TrialClaims {
  constructor(
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
  ) {}

  /** False when somebody who counts as this person has had a trial, or is about to. */
  async tryClaim(tx: Tx, shopperId: string, purchaseId: string): Promise<boolean> {
    const keys = await this.keysOf(tx, shopperId);
    try {
      await insertTrialClaims(tx, purchaseId, keys, this.clock.now());
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  free(tx: Tx, purchaseId: string): Promise<void> {
    return deleteTrialClaims(tx, purchaseId);
  }

  async isUsed(db: Pick<EntityManager, 'query'>, shopperId: string): Promise<boolean> {
    return areTrialKeysTaken(db, await this.keysOf(db, shopperId));
  }

  /** Keys of all who count as this person: whoever had one may have bound the phone only since. */
  private async keysOf(db: Pick<EntityManager, 'query'>, shopperId: string): Promise<PersonKey[]> {
    const { openids, unionid, phone } = await this.shoppers.personOf(db, shopperId);
    return [
      ...openids.map((openid) => personKey('openid', openid)),
      ...(unionid === null ? [] : [personKey('unionid', unionid)]),
      ...(phone === null ? [] : [phoneKey(phone)]),
    ];
  }
}
