import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  assertPostable,
  isShopperAccount,
  shopperAccounts,
  type Page,
  type Posting,
  type RefusalCode,
  type ShopAccount,
  type ShopperAccount,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { inputHash } from '../platform/idempotency.js';
import { newId } from '../platform/new-id.js';
import { pageOf } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';
import { isDuplicate, type Tx } from '../platform/transaction.js';
import {
  addToBalances,
  balancesOf,
  entryByKey,
  insertEntry,
  insertPostings,
  isKnownEntry,
  openBalances,
  postingsOf,
} from './ledger.store.js';
import { turnoverBefore, turnoverOf, type Turnover } from './turnover.store.js';
import { linesOf, type StatementLine } from './statement-line.js';

type Reader = Pick<EntityManager, 'query'>;

/** Something that happened to what a shopper owns. */
export interface LedgerEntry {
  /** What makes it count once, such as `recharge.paid/<id>`; 96 characters at most. */
  businessKey: string;
  /** A word of the room that posts it, shown by that room's pages. */
  kind: string;
  /** Whose accounts the postings to shoppers' accounts are. */
  shopperId: string;
  reference: { kind: string; id: string };
  postings: readonly Posting[];
}

export interface Posted {
  entryId: string;
  /** False for a repeat, which has moved nothing. */
  isNew: boolean;
}

export type Balances = Record<ShopperAccount, number>;

/**
 * Double entry for what shoppers own, with no idea of what it means. Entries are only added; a
 * balance is taken by one conditional write, so neither a race nor a repeat spends it twice.
 */
@Injectable()
export class Ledger {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Posts an entry, once for its business key: a repeat of the same gets the first one's id, and
   * another under the same key fails, being a bug. Three statements, two more where the shopper
   * has such an account for the first time.
   * @param insufficient the code to refuse with when a balance would fall below zero; what was
   *   moved by then stays until the caller rolls back
   */
  async post(
    tx: Tx,
    entry: LedgerEntry,
    insufficient: RefusalCode = 'BALANCE_INSUFFICIENT',
  ): Promise<Posted> {
    assertPostable(entry.postings);
    const entryId = newId(this.clock.now());
    const known = await this.begin(tx, entryId, entry);
    if (known !== null) return { entryId: known, isNew: false };
    const own = entry.postings.filter(({ account }) => isShopperAccount(account)).sort(byAccount);
    const shops = entry.postings.filter(({ account }) => !isShopperAccount(account));
    if (!(await move(tx, entryId, entry.shopperId, own))) throw new Refusal(insufficient);
    await insertPostings(tx, entryId, entry.shopperId, { own, shops });
    return { entryId, isNew: true };
  }

  /** Whether an entry was posted under this key; ask it behind the lock of what the entry is for. */
  async isPosted(db: Reader, businessKey: string): Promise<boolean> {
    return isKnownEntry(db, businessKey);
  }

  /** What a shopper has in each account; `db` is the transaction's own inside one. */
  async balances(shopperId: string, db: Reader = this.db.manager): Promise<Balances> {
    const found = await balancesOf(db, [shopperId]);
    const empty = shopperAccounts().map((account) => [account, 0]);
    const known = found.map(({ account, balance }) => [account, balance]);
    return Object.fromEntries([...empty, ...known]) as Balances;
  }

  /** The same of several shoppers at once, by their ids. */
  async balancesOfAll(shopperIds: readonly string[]): Promise<(shopperId: string) => Balances> {
    const found = shopperIds.length === 0 ? [] : await balancesOf(this.db.manager, shopperIds);
    return (shopperId) => {
      const own = found.filter((row) => row.shopperId === shopperId);
      return Object.fromEntries([
        ...shopperAccounts().map((account) => [account, 0]),
        ...own.map(({ account, balance }) => [account, balance]),
      ]) as Balances;
    };
  }

  /** A line for each entry that names one of these accounts, newest first, with its balances. */
  async statement(
    shopperId: string,
    accounts: readonly ShopperAccount[],
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<Page<StatementLine>> {
    const beforeNumber = Number(cursor ?? Number.MAX_SAFE_INTEGER);
    if (!Number.isSafeInteger(beforeNumber)) throw new Refusal('INVALID_INPUT');
    // An entry has each account once at most: so many postings hold a line more than the page.
    const page = { beforeNumber, limit: (limit + 1) * accounts.length };
    const lines = linesOf(await postingsOf(this.db.manager, shopperId, accounts, page));
    return pageOf(lines, limit, ({ number }) => String(number));
  }

  /** What the shop's own accounts moved from one instant to another, by Beijing month and kind. */
  turnover(accounts: readonly ShopAccount[], from: Date, to: Date): Promise<Turnover[]> {
    return turnoverOf(this.db.manager, accounts, { from, to });
  }

  /** What these accounts of the shop came to, all together, at an instant. */
  sumBefore(accounts: readonly ShopAccount[], at: Date): Promise<number> {
    return turnoverBefore(this.db.manager, accounts, at);
  }

  /** Null when the entry is begun, else the id of the one that was posted under this key. */
  private async begin(tx: Tx, id: string, entry: LedgerEntry): Promise<string | null> {
    const { businessKey, kind, shopperId, reference, postings } = entry;
    const hash = inputHash(kind, { shopperId, reference, postings });
    try {
      await insertEntry(tx, {
        ...{ id, businessKey, inputHash: hash, kind, shopperId },
        ...{ referenceKind: reference.kind, referenceId: reference.id },
        createdAt: this.clock.now(),
      });
      return null;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const first = await entryByKey(tx, businessKey);
      assert(first?.inputHash === hash, `another entry under the key ${businessKey}`);
      return first.id;
    }
  }
}

/** Whether every balance had enough. In the order of accounts, as everyone locks them. */
async function move(
  tx: Tx,
  entryId: string,
  shopperId: string,
  own: readonly Posting[],
): Promise<boolean> {
  if (own.length === 0) return true;
  const moved = await addToBalances(tx, entryId, shopperId, own);
  if (moved === own.length) return true;
  await openBalances(tx, shopperId, own);
  return moved + (await addToBalances(tx, entryId, shopperId, own)) === own.length;
}

function byAccount(a: Posting, b: Posting): number {
  return a.account < b.account ? -1 : 1;
}
