import { Injectable } from '@nestjs/common';
import { fen, refundByTender, sumFen, tendersOf, type Fen, type Tenders } from '@siyu/shared';
import { Payments } from '../../payments/payments.service.js';
import { Refunds, type RefundRequest } from '../../payments/refunds.service.js';
import type { Tx } from '../../platform/transaction.js';
import type { OrderRow } from '../order.store.js';
import { OrderTenders } from './order-tenders.service.js';
import { insertRefundTender, refundTendersOf } from './refund-tender.store.js';

type ForOrder = Omit<RefundRequest, 'paymentId'>;

/** Gives money of an order back, to each of its tenders what it gave. */
@Injectable()
export class OrderMoneyBack {
  constructor(
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly tenders: OrderTenders,
  ) {}

  /**
   * Refunds part of a locked order that is paid. Points and balance are back at once, the rest when
   * WeChat says so: the subject hears `refund.succeeded` then. Answers the refund's id.
   * @throws Refusal REFUND_EXCEEDS_PAID
   */
  async request(tx: Tx, order: OrderRow, request: ForOrder): Promise<string> {
    const { paymentId } = order;
    if (isPaidByWechat(order)) return this.refunds.request(tx, { ...request, paymentId });
    const part = await this.partsOf(tx, order, request.amountFen);
    const amountFen = part.wechatFen;
    const refundId = await this.refunds.request(tx, { ...request, paymentId, amountFen });
    await insertRefundTender(tx, order.id, { refundId, ...part });
    await this.tenders.giveBack(tx, order.id, refundId, part);
    return refundId;
  }

  /** What each tender would get of a refund of so much of a paid order. */
  async partsOf(tx: Tx, order: OrderRow, amountFen: Fen): Promise<Tenders> {
    if (isPaidByWechat(order))
      return { pointsFen: fen(0), balanceFen: fen(0), wechatFen: amountFen };
    return refundByTender(tendersOf(order), await this.backFen(tx, order), amountFen);
  }

  /** Case 3: paid after it closed. Its points and balance went back then, WeChat's part goes now. */
  async requestLate(tx: Tx, order: OrderRow, request: Omit<ForOrder, 'amountFen'>): Promise<void> {
    const { paymentId } = order;
    const { wechatFen: amountFen, ...released } = tendersOf(order);
    const refundId = await this.refunds.request(tx, { ...request, paymentId, amountFen });
    if (!isPaidByWechat(order)) await insertRefundTender(tx, order.id, { refundId, ...released });
  }

  /** What was asked back before, on its way or arrived. */
  private async backFen(tx: Tx, order: OrderRow): Promise<Fen> {
    const { refundedFen } = await this.payments.get(order.paymentId, tx);
    const others = await refundTendersOf(tx, order.id);
    const backFen = others.map(({ pointsFen, balanceFen }) => fen(pointsFen + balanceFen));
    return sumFen([refundedFen, ...backFen]);
  }
}

function isPaidByWechat({ pointsFen, balanceFen }: OrderRow): boolean {
  return pointsFen + balanceFen === 0;
}
