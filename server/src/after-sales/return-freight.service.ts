import { Injectable } from '@nestjs/common';
import {
  AFTER_SALE_OPEN,
  assert,
  fen,
  returnFreightCap,
  returnFreightRelief,
  type AfterSaleState,
  type BenefitOf,
  type Fen,
  type MemberBenefit,
  type ReturnFreightOffer,
} from '@siyu/shared';
import { BenefitSavings } from '../membership/benefits/benefit-savings.js';
import { BenefitUses } from '../membership/benefits/benefit-uses.service.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import { Lots } from '../wallet/lots.service.js';
import { returnFreightSince, writeAfterSale, type AfterSaleRow } from './after-sale.store.js';

const KIND = 'return-freight';
const PAID: readonly AfterSaleState[] = ['refunding', 'refunded'];
/** It can still be paid, after the plan that pays it has gone. */
const PROMISED: readonly AfterSaleState[] = [...AFTER_SALE_OPEN, 'refunded'];

type Asked = Pick<AfterSaleRow, 'kind' | 'reason'>;

/**
 * A member’s benefit for goods sent back for no reason: what sending them cost becomes bonus, up to
 * a cap and so often a month. It is used when the parcel is named, and paid when the return is
 * granted (ADR 0027).
 */
@Injectable()
export class ReturnFreight {
  constructor(
    private readonly clock: Clock,
    private readonly uses: BenefitUses,
    private readonly lots: Lots,
    savings: BenefitSavings,
  ) {
    savings.register({
      answersFor: (kind) => kind === KIND,
      answer: (db, asked) => returnFreightSince(db, asked, asked.countsUnpaid ? PROMISED : PAID),
    });
  }

  /** What this shopper has for such an after-sale; null for nothing. */
  async offer(
    db: Pick<Tx, 'query'>,
    shopperId: string,
    asked: Asked,
  ): Promise<ReturnFreightOffer | null> {
    if (!isForNoReason(asked)) return null;
    const found = await this.uses.left(db, shopperId, KIND, this.clock.now());
    return found && { capFen: returnFreightCap(own(found.benefit)), left: found.left };
  }

  /**
   * Uses one for the freight that is stated; only the first statement counts.
   * @throws Refusal BENEFIT_USED when none is left, or the return has a reason
   */
  async state(tx: Tx, afterSale: AfterSaleRow, statedFen: Fen): Promise<void> {
    if (statedFen === 0 || afterSale.returnFreightFen !== null) return;
    if (!isForNoReason(afterSale)) throw new Refusal('BENEFIT_USED', { kind: KIND });
    const { id, shopperId } = afterSale;
    const use = { shopperId, kind: KIND, reference: id } as const;
    const benefit = await this.uses.take(tx, use, this.clock.now());
    await writeAfterSale(tx, id, {
      returnFreightStatedFen: statedFen,
      returnFreightFen: returnFreightRelief(own(benefit), statedFen),
      returnFreightBenefitId: benefit.id,
    });
  }

  /** The goods did not come as agreed: nothing is paid, and the use counts no more. */
  async giveBack(tx: Tx, { id, returnFreightFen }: AfterSaleRow): Promise<void> {
    if (returnFreightFen === null) return;
    await this.uses.giveBack(tx, KIND, id);
    const none = { returnFreightStatedFen: null, returnFreightFen: null };
    await writeAfterSale(tx, id, { ...none, returnFreightBenefitId: null });
  }

  /** The return is granted; what was promised is paid, once. */
  async pay(tx: Tx, { id, shopperId, returnFreightFen }: AfterSaleRow): Promise<void> {
    if (returnFreightFen === null) return;
    assert(returnFreightFen > 0, `nothing to pay for the freight of ${id}`);
    const bonus = { principalFen: fen(0), bonusFen: returnFreightFen };
    await this.lots.credit(tx, { id, shopperId, source: KIND, ...bonus });
  }
}

function isForNoReason({ kind, reason }: Asked): boolean {
  return kind === 'return-and-refund' && reason === 'changed-mind';
}

function own(benefit: MemberBenefit): BenefitOf<typeof KIND> {
  assert(benefit.kind === KIND, `${benefit.kind} pays for no return`);
  return benefit;
}
