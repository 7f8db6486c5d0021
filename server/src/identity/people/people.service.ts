import { Injectable } from '@nestjs/common';
import { ownedOf, personsAmong, type Remainder } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { PersonalData } from '../../platform/personal-data.js';
import type { Tx } from '../../platform/transaction.js';
import { joinedAmong } from './person-link.store.js';
import { membersWith, replaceMembers } from './person-member.store.js';

type Db = Pick<EntityManager, 'query'>;

/** Which accounts are one person. Whatever counts people asks here. */
@Injectable()
export class People {
  constructor(private readonly personal: PersonalData) {}

  /** The person of each account: the id of their oldest one, which is its own for most. */
  async personIdsOf(db: Db, shopperIds: readonly string[]): Promise<Map<string, string>> {
    const members = await membersWith(db, shopperIds);
    const known = new Map(members.map(({ shopperId, personId }) => [shopperId, personId]));
    return new Map(shopperIds.map((id) => [id, known.get(id) ?? id]));
  }

  /** Every account of the people these accounts are, these included; the oldest first. */
  async accountsOf(db: Db, shopperIds: readonly string[]): Promise<string[]> {
    const members = await membersWith(db, shopperIds);
    return [...new Set([...shopperIds, ...members.map(({ shopperId }) => shopperId)])].sort();
  }

  /** What somebody owns under all of their accounts. */
  async ownedBy(db: Db, shopperId: string): Promise<Remainder[]> {
    const all: Remainder[] = [];
    for (const id of await this.accountsOf(db, [shopperId])) {
      all.push(...(await this.personal.remainders(db, id)));
    }
    return ownedOf(all);
  }

  /** Writes anew who these accounts and their mates are. Whoever calls has the turn. */
  async rebuild(tx: Tx, shopperIds: readonly string[]): Promise<void> {
    const all = await this.accountsOf(tx, shopperIds);
    const persons = [...personsAmong(all, await joinedAmong(tx, all))];
    const isShared = (id: string) => persons.filter(([, personId]) => personId === id).length > 1;
    const members = persons.map(([shopperId, personId]) => ({ shopperId, personId }));
    const shared = members.filter(({ personId }) => isShared(personId));
    await replaceMembers(tx, all, shared);
  }
}
