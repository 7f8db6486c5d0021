import { Inject, Injectable } from '@nestjs/common';
import type { OutsideCustomer, OutsideCustomerQuery, Page } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockIfLive } from '../identity/lock-shopper.js';
import type { OperatorSession } from '../platform/access.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { maskPhone } from '../platform/mask.js';
import { pageOf } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import { MatchCustomers } from './match-customers.service.js';
import {
  customersWhere,
  lockCustomer,
  markMatched,
  type OutsideCustomerRow,
} from './outside-customer.store.js';

/** Customers of other systems in an operator’s hands. */
@Injectable()
export class OutsideCustomers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly matching: MatchCustomers,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest first. */
  async list({ state, cursor, limit }: OutsideCustomerQuery): Promise<Page<OutsideCustomer>> {
    const db = this.db.manager;
    const conditions = [['state = ?', state] as const, ['id < ?', cursor] as const];
    const found = await customersWhere(db, conditions, limit + 1);
    const { items, nextCursor } = pageOf(found, limit);
    const candidates = await this.matching.candidatesOf(db, items);
    return { items: items.map((row, at) => shown(row, candidates[at] ?? [])), nextCursor };
  }

  /**
   * An operator says whose a customer of another system is; saying it again of another moves their
   * orders there. No balance is touched.
   * @throws Refusal NOT_FOUND, MEMBER_NOT_FOUND where the account is deleted or never was
   */
  async match(operator: OperatorSession, id: string, shopperId: string): Promise<OutsideCustomer> {
    return inTransaction(this.db, async (tx) => {
      if (!(await lockIfLive(tx, shopperId))) throw new Refusal('MEMBER_NOT_FOUND');
      const row = await lockCustomer(tx, id);
      if (!row) throw new Refusal('NOT_FOUND');
      const match = { state: 'matched' as const, shopperId };
      await markMatched(tx, [id], match);
      await this.audit.record(tx, {
        ...{ operator, action: 'outside-customer.match' },
        ...{ subjectKind: 'outside-customer', subjectId: id },
        ...{ before: { state: row.state, shopperId: row.shopperId }, after: match },
      });
      return shown({ ...row, ...match }, []);
    });
  }
}

function shown(row: OutsideCustomerRow, candidateIds: readonly string[]): OutsideCustomer {
  const { id, source, outsideId, phone, state, shopperId } = row;
  const phoneMasked = phone === null ? null : maskPhone(phone);
  const couldBe = state === 'held' ? [...candidateIds] : [];
  return { id, source, outsideId, phoneMasked, state, shopperId, candidateIds: couldBe };
}
