import { Injectable } from '@nestjs/common';
import { couponsDueAt, ofKind } from '@siyu/shared';
import type { Tx } from '../../../platform/transaction.js';
import { MemberCoupons } from '../../benefits/member-coupons.service.js';
import { noteCoupons, type PaidTermRow } from './paid-term.store.js';

/** Coupons that come with a term: with its beginning, and each month on. */
@Injectable()
export class TermCoupons {
  constructor(private readonly coupons: MemberCoupons) {}

  /** When a new term’s first are due; null where it gives none. */
  firstDueAt({ plan, ...term }: Pick<PaidTermRow, 'plan' | 'beginsAt' | 'endsAt'>): Date | null {
    return monthlyOf({ plan }).length === 0 ? null : couponsDueAt(term, 0);
  }

  /** Gives those that are due, once; the shopper is locked. */
  async give(tx: Tx, term: PaidTermRow, now: Date): Promise<void> {
    const given = term.couponsGiven + 1;
    const nextAt = couponsDueAt(term, given);
    if (!(await noteCoupons(tx, term, { now, nextAt }))) return;
    const { shopperId, endsAt } = term;
    const key = couponKey(term.id, given);
    await this.coupons.grant(tx, { shopperId, key, owedUntil: nextAt ?? endsAt }, monthlyOf(term));
  }

  /** The term is given back: what it still owes is not given. */
  forget(tx: Tx, { id, shopperId }: Pick<PaidTermRow, 'id' | 'shopperId'>): Promise<void> {
    return this.coupons.forget(tx, shopperId, couponKeysOf(id));
  }
}

/** The name under which a term’s coupons of its so-manieth month are granted. */
export function couponKey(termId: string, nth: number): string {
  return `${couponKeysOf(termId)}${nth}`;
}

function couponKeysOf(termId: string): string {
  return `term/${termId}/`;
}

function monthlyOf({ plan }: Pick<PaidTermRow, 'plan'>) {
  const held = plan.benefits.map((benefit) => ({ benefit }));
  return ofKind(held, 'monthly-coupons');
}
