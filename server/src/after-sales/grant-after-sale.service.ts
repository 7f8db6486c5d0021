import { Injectable } from '@nestjs/common';
import { fen, sumFen } from '@siyu/shared';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { OrderMoneyBack } from '../orders/tenders/order-money-back.service.js';
import type { Tx } from '../platform/transaction.js';
import { claimsOf } from './after-sale-line.store.js';
import { moveAfterSale, writeAfterSale } from './after-sale.store.js';
import { freightWhenGranted } from './assess.js';
import type { LockedAfterSale } from './lock-after-sale.js';
import { ReturnFreight } from './return-freight.service.js';

/** What the shopper reads in WeChat, where nothing else is said. */
const REFUND_REASON = '售后退款';

/** How an after-sale was granted. */
interface Granted {
  answer: string;
  answeredAt: Date;
  refundReason?: string;
}

/** Sends the money of an after-sale back. */
@Injectable()
export class GrantAfterSale {
  constructor(
    private readonly orders: OrderLines,
    private readonly moneyBack: OrderMoneyBack,
    private readonly freight: ReturnFreight,
  ) {}

  /**
   * Begins the refund of a locked after-sale. Units not sent yet never will be: their stock is
   * released and the order moves on when nothing else is to be sent.
   */
  async grant(
    tx: Tx,
    { locked, afterSale, lines }: LockedAfterSale,
    { refundReason = REFUND_REASON, ...said }: Granted,
  ): Promise<void> {
    const { id, orderId, reason } = afterSale;
    const claims = (await claimsOf(tx, orderId)).filter((claim) => claim.afterSaleId !== id);
    const freightRefundFen = freightWhenGranted(locked, claims, { reason, lines });
    const goodsFen = sumFen(lines.map((line) => line.refundFen));
    const refundFen = fen(goodsFen + freightRefundFen);
    await moveAfterSale(tx, afterSale, 'refunding', { ...said, refundFen, freightRefundFen });
    const refundId = await this.moneyBack.request(tx, locked.order, {
      subjectKind: 'after-sale',
      subjectId: id,
      amountFen: refundFen,
      reason: refundReason,
    });
    await writeAfterSale(tx, id, { refundId });
    await this.freight.pay(tx, afterSale);
    await this.orders.cancelUnsent(tx, locked, lines, id);
  }
}
