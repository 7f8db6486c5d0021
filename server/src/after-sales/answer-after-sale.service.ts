import { Injectable } from '@nestjs/common';
import {
  afterSaleDeadline,
  AFTER_SALE_MOVES,
  statesBefore,
  unitsClaimable,
  type AfterSaleApproval,
  type AfterSaleState,
  type GoodsReceived,
  type OperatorRefund,
} from '@siyu/shared';
import { Stock } from '../catalog/stock.js';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import { Settings } from '../shop/settings.js';
import { AfterSaleNotice } from './after-sale-notice.js';
import { recordRestocked } from './after-sale-line.store.js';
import { moveAfterSale } from './after-sale.store.js';
import { GrantAfterSale } from './grant-after-sale.service.js';
import { lockWithOrder, type LockedAfterSale } from './lock-after-sale.js';
import { RefundToDeleted } from './refund-to-deleted.js';
import { ReturnFreight } from './return-freight.service.js';
import { RequestAfterSale } from './request-after-sale.service.js';

/** An operator's answers, and what stands in for them once a deadline has passed. */
@Injectable()
export class AnswerAfterSale {
  constructor(
    private readonly clock: Clock,
    private readonly orders: OrderLines,
    private readonly stock: Stock,
    private readonly settings: Settings,
    private readonly requesting: RequestAfterSale,
    private readonly granting: GrantAfterSale,
    private readonly notice: AfterSaleNotice,
    private readonly freight: ReturnFreight,
    private readonly toDeleted: RefundToDeleted,
  ) {}

  /**
   * Grants a request: money goes back, or the shopper is asked to send the goods first. Answers the
   * state it was in.
   * @throws Refusal AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE unless it is `requested`; INVALID_INPUT
   *   when goods are to be sent and neither the answer nor the shop says where to
   */
  async approve(tx: Tx, id: string, approval: AfterSaleApproval): Promise<AfterSaleState> {
    const held = await this.lockIn(tx, id, ['requested']);
    const answeredAt = this.clock.now();
    const { answer } = approval;
    if (held.afterSale.kind === 'refund-only') {
      await this.granting.grant(tx, held, { answer, answeredAt });
    } else {
      const terms = await this.settings.current(tx);
      const returnAddress = approval.returnAddress ?? terms.returnAddress;
      if (returnAddress === '') throw new Refusal('INVALID_INPUT', { missing: 'returnAddress' });
      const deadlineAt = afterSaleDeadline('to-return', terms, answeredAt);
      await moveAfterSale(tx, held.afterSale, 'to-return', {
        answer,
        answeredAt,
        returnAddress,
        deadlineAt,
      });
      if (deadlineAt) await this.orders.holdCompletion(tx, held.afterSale.orderId, deadlineAt);
    }
    await this.notice.answered(tx, held.afterSale, 'approved', answer);
    return held.afterSale.state;
  }

  /**
   * Turns a request down, or goods that came back not as agreed. Its units are free again.
   * @throws Refusal AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE
   */
  async reject(tx: Tx, id: string, answer: string): Promise<AfterSaleState> {
    const held = await this.lockIn(tx, id, statesBefore(AFTER_SALE_MOVES, 'rejected'));
    await moveAfterSale(tx, held.afterSale, 'rejected', { answer, answeredAt: this.clock.now() });
    await this.orders.release(tx, held.lines);
    await this.freight.giveBack(tx, held.afterSale);
    await this.notice.answered(tx, held.afterSale, 'rejected', answer);
    return held.afterSale.state;
  }

  /**
   * The goods are back: the money goes back too, and units the operator found fit are put on sale.
   * @throws Refusal AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE unless they were sent back;
   *   AFTER_SALE_QUANTITY for more units than came back
   */
  async receive(
    tx: Tx,
    id: string,
    { answer, restock }: GoodsReceived,
    operatorId: string | null,
  ): Promise<AfterSaleState> {
    const held = await this.lockIn(tx, id, ['returning']);
    await this.granting.grant(tx, held, { answer, answeredAt: this.clock.now() });
    if (!(await recordRestocked(tx, id, restock))) throw new Refusal('AFTER_SALE_QUANTITY');
    const items = restock.flatMap(({ lineId, quantity }) => {
      const line = held.locked.lines.find((one) => one.id === lineId);
      return line ? [{ skuId: line.skuId, quantity }] : [];
    });
    await this.stock.release(tx, { reason: 'returned', referenceId: id, items, operatorId });
    await this.notice.answered(tx, held.afterSale, 'approved', answer);
    return held.afterSale.state;
  }

  /**
   * Gives money back that nobody asked for; answers the after-sale that records it.
   * @throws Refusal ORDER_NOT_FOUND, ORDER_STATE before it is paid, AFTER_SALE_QUANTITY,
   *   TOO_MANY_REQUESTS, OFFLINE_REFERENCE_NEEDED where the account that gets balance is deleted
   */
  async refund(
    tx: Tx,
    orderId: string,
    { lines, reason, answer, offlineReference }: OperatorRefund,
    operatorId: string,
  ): Promise<string> {
    const locked = await this.orders.lock(tx, orderId);
    const { state } = locked.order;
    if (state === 'awaiting-payment' || state === 'closed') {
      throw new Refusal('ORDER_STATE', { state });
    }
    for (const { lineId, quantity } of lines) {
      const line = locked.lines.find((one) => one.id === lineId);
      // Any unit: what a shopper may not ask for, an operator may still grant.
      const free = line ? unitsClaimable(line, { kind: 'refund-only', reason: 'other' }) : 0;
      if (quantity > free) throw new Refusal('AFTER_SALE_QUANTITY', { lineId });
    }
    const ask = { orderId, kind: 'refund-only', lines, reason } as const;
    const claims = await this.requesting.claimsLeavingRoom(tx, orderId);
    const unasked = { ...ask, description: '', pictureIds: [] };
    const id = await this.requesting.open(tx, locked, claims, unasked, { operatorId });
    const held = await lockWithOrder(tx, this.orders, id);
    await this.granting.grant(tx, held, { answer, answeredAt: this.clock.now() });
    await this.toDeleted.settle(tx, held, offlineReference);
    await this.notice.answered(tx, held.afterSale, 'unasked', answer);
    return id;
  }

  private async lockIn(
    tx: Tx,
    id: string,
    states: readonly AfterSaleState[],
  ): Promise<LockedAfterSale> {
    const held = await lockWithOrder(tx, this.orders, id);
    const { state } = held.afterSale;
    if (!states.includes(state)) throw new Refusal('AFTER_SALE_STATE', { state });
    return held;
  }
}
