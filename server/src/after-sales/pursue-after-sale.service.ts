import { Injectable } from '@nestjs/common';
import {
  afterSaleDeadline,
  mayMoveAfterSale,
  type CheckedSentBack,
  type MaybeReturnFreight,
} from '@siyu/shared';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import { Settings } from '../shop/settings.js';
import { moveAfterSale, writeAfterSale, type AfterSaleRow } from './after-sale.store.js';
import { lockWithOrder, type LockedAfterSale } from './lock-after-sale.js';
import { ReturnFreight } from './return-freight.service.js';

/** What a shopper does with an after-sale they asked for. */
@Injectable()
export class PursueAfterSale {
  constructor(
    private readonly clock: Clock,
    private readonly orders: OrderLines,
    private readonly settings: Settings,
    private readonly freight: ReturnFreight,
  ) {}

  /**
   * Takes a request back, until goods or money are under way. Safe to repeat.
   * @throws Refusal AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE
   */
  async cancel(tx: Tx, shopperId: string, id: string): Promise<void> {
    const held = await this.own(tx, shopperId, id);
    const { state } = held.afterSale;
    if (state === 'cancelled') return;
    if (!mayMoveAfterSale(state, 'cancelled')) {
      throw new Refusal('AFTER_SALE_STATE', { state });
    }
    await this.drop(tx, held);
  }

  /** Ends a request with nothing done: taken back, or lapsed. Its units are free again. */
  async drop(tx: Tx, { afterSale, lines }: LockedAfterSale): Promise<void> {
    await moveAfterSale(tx, afterSale, 'cancelled', {});
    await this.orders.release(tx, lines);
  }

  /**
   * Says by which parcel the goods come back, and what sending it cost where a benefit pays for it;
   * said again while they are under way, it corrects the parcel.
   * @throws Refusal AFTER_SALE_NOT_FOUND, AFTER_SALE_STATE unless they are to be sent, BENEFIT_USED
   */
  async sendBack(tx: Tx, shopperId: string, id: string, parcel: CheckedSentBack): Promise<void> {
    const { afterSale } = await this.own(tx, shopperId, id);
    const said = { returnCompany: parcel.company, returnTrackingNo: parcel.trackingNo };
    const isSaid = afterSale.state === 'returning';
    if (isSaid) await writeAfterSale(tx, id, said);
    else await this.setOut(tx, afterSale, said);
    await this.freight.state(tx, afterSale, parcel.freightFen);
  }

  private async setOut(
    tx: Tx,
    afterSale: AfterSaleRow,
    said: Pick<AfterSaleRow, 'returnCompany' | 'returnTrackingNo'>,
  ): Promise<void> {
    if (!mayMoveAfterSale(afterSale.state, 'returning')) {
      throw new Refusal('AFTER_SALE_STATE', { state: afterSale.state });
    }
    const terms = await this.settings.current(tx);
    const deadlineAt = afterSaleDeadline('returning', terms, this.clock.now());
    await moveAfterSale(tx, afterSale, 'returning', { ...said, deadlineAt });
    if (deadlineAt) await this.orders.holdCompletion(tx, afterSale.orderId, deadlineAt);
  }

  /**
   * What a member's benefit would pay of sending it back.
   * @throws Refusal AFTER_SALE_NOT_FOUND
   */
  async freightOffer(tx: Tx, shopperId: string, id: string): Promise<MaybeReturnFreight> {
    const { afterSale } = await this.own(tx, shopperId, id);
    const isStated = afterSale.returnFreightFen !== null;
    return { offer: isStated ? null : await this.freight.offer(tx, shopperId, afterSale) };
  }

  private async own(tx: Tx, shopperId: string, id: string): Promise<LockedAfterSale> {
    const held = await lockWithOrder(tx, this.orders, id);
    if (held.afterSale.shopperId !== shopperId) throw new Refusal('AFTER_SALE_NOT_FOUND');
    return held;
  }
}
