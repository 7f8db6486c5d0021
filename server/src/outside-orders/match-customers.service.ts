import { Inject, Injectable } from '@nestjs/common';
import {
  candidatesFor,
  matchOf,
  MATCH_KEYS,
  type Bearers,
  type MatchKey,
  type OutsideKeys,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { lockIfLive } from '../identity/lock-shopper.js';
import { FindLinks } from '../identity/people/find-links.service.js';
import { PhoneListeners } from '../identity/phone-listeners.js';
import { Shoppers } from '../identity/shoppers.js';
import { MemberNumbers } from '../member-import/member-numbers.js';
import { Jobs } from '../platform/jobs.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { lockUnmatched, markMatched } from './outside-customer.store.js';

type Reader = Pick<EntityManager, 'query'>;
const MATCH_JOB = 'match-outside-customers';
const ATTEMPTS_MAX = 20;

/** Finds which shoppers customers of other systems are. It moves no balance. */
@Injectable()
export class MatchCustomers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly shoppers: Shoppers,
    private readonly numbers: MemberNumbers,
    private readonly links: FindLinks,
    jobs: Jobs,
    phones: PhoneListeners,
  ) {
    // By a job, so that an import and a binding that do not see each other both look afterwards.
    phones.add((tx, { shopperId }) => jobs.add(tx, MATCH_JOB, shopperId, { shopperId }));
    jobs.register<{ shopperId: string }>({
      kind: MATCH_JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ shopperId }) => this.matchTo(shopperId),
    });
  }

  /** Every shopper that each of these could be, in their order. */
  async candidatesOf(db: Reader, customers: readonly OutsideKeys[]): Promise<string[][]> {
    const bearers = await this.bearersOf(db, customers);
    return customers.map((keys) => candidatesFor(keys, bearers));
  }

  /**
   * Marks all of them for what they are; whoever calls has locked or just inserted them. Where one
   * is held, the shoppers it could be are perhaps one person.
   */
  async mark(
    tx: Tx,
    customers: readonly { id: string }[],
    candidates: readonly string[][],
  ): Promise<void> {
    const groups = new Map<string, { match: ReturnType<typeof matchOf>; ids: string[] }>();
    for (const [at, { id }] of customers.entries()) {
      const match = matchOf(candidates[at] ?? []);
      const key = match.shopperId ?? match.state;
      const group = groups.get(key) ?? { match, ids: [] };
      group.ids.push(id);
      groups.set(key, group);
    }
    for (const { match, ids } of groups.values()) await markMatched(tx, ids, match);
    const held = candidates.filter((shopperIds) => shopperIds.length > 1);
    for (const shopperIds of held) await this.links.suspect(tx, shopperIds);
  }

  /** Whoever has bound a phone number is matched to those who had it, or another key, elsewhere. */
  private matchTo(shopperId: string): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      if (!(await lockIfLive(tx, shopperId))) return;
      const { openid, unionid, phone } = await this.shoppers.personOf(tx, shopperId);
      const waiting = await lockUnmatched(tx, { phone, unionid, openid });
      await this.mark(tx, waiting, await this.candidatesOf(tx, waiting));
    });
  }

  private async bearersOf(db: Reader, customers: readonly OutsideKeys[]): Promise<Bearers> {
    const valuesOf = (key: MatchKey) => [
      ...new Set(customers.flatMap((customer) => customer[key] ?? [])),
    ];
    const values = Object.fromEntries(MATCH_KEYS.map((key) => [key, valuesOf(key)]));
    const { memberNumber = [], phone = [], unionid = [], openid = [] } = values;
    const byKey = await this.shoppers.bearing(db, { phone, unionid, openid });
    return { ...byKey, memberNumber: await this.numbers.shoppersOf(db, memberNumber) };
  }
}
