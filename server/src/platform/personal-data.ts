import { Injectable } from '@nestjs/common';
import type { Remainder } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { blankRows, deleteRows, rowsOf } from './personal-data.store.js';
import type { Tx } from './transaction.js';

export type Reader = Pick<EntityManager, 'query'>;

/** Rows that say something of a shopper. */
export interface PersonalTable {
  table: string;
  /** Which rows are theirs, their id in the place of the `?`; `shopper_id = ?` by default. */
  whose?: string;
  /** Columns no file tells: secrets, and whatever is about somebody else. */
  withheld?: readonly string[];
  /** What deletion leaves: nothing, or rows for a reason, with some columns set to say nothing. */
  left: 'nothing' | { because: string; set?: string };
}

/** Whose account is deleted, as they were until then. */
export interface Person {
  shopperId: string;
  openid: string;
  phone: string | null;
}

/** What one feature keeps of shoppers. */
export interface PersonalPart {
  tables: readonly PersonalTable[];
  /** What is open or would be given up; amounts of one kind add up, and 0 is nothing. */
  remains?: (db: Reader, shopperId: string) => Promise<Remainder[]>;
  /** What rows alone do not tell. It comes before the tables and is safe to repeat. */
  erase?: (tx: Tx, person: Person) => Promise<void>;
}

/**
 * Everything that is kept of a shopper (个人信息保护法 art. 45 and 47): each feature registers its
 * part at start, so that a later one is exported and erased with the rest.
 */
@Injectable()
export class PersonalData {
  private readonly parts: PersonalPart[] = [];

  /** Registers a part; called once by its feature at start. */
  add(part: PersonalPart): void {
    this.parts.push(part);
  }

  tables(): PersonalTable[] {
    return this.parts.flatMap(({ tables }) => tables);
  }

  /** All rows of a shopper, by table. */
  async everythingOf(db: Reader, shopperId: string): Promise<Record<string, unknown[]>> {
    const all: Record<string, unknown[]> = {};
    for (const table of this.tables()) {
      const found = await rowsOf(db, table, shopperId);
      all[table.table] = [...(all[table.table] ?? []), ...found];
    }
    return all;
  }

  /** What is open or would be given up, each kind once. */
  async remainders(db: Reader, shopperId: string): Promise<Remainder[]> {
    const amounts = new Map<Remainder['kind'], number>();
    for (const { remains } of this.parts) {
      for (const { kind, amount } of (await remains?.(db, shopperId)) ?? []) {
        amounts.set(kind, (amounts.get(kind) ?? 0) + amount);
      }
    }
    const all = [...amounts].map(([kind, amount]) => ({ kind, amount }));
    return all.filter(({ amount }) => amount > 0);
  }

  /** Erases or blanks all of it. Whoever calls holds the shopper's lock. */
  async erase(tx: Tx, person: Person): Promise<void> {
    for (const { erase } of this.parts) await erase?.(tx, person);
    for (const { table, whose, left } of this.tables()) {
      if (left === 'nothing') await deleteRows(tx, { table, whose }, person.shopperId);
      else if (left.set) await blankRows(tx, { table, whose }, left.set, person.shopperId);
    }
  }
}
