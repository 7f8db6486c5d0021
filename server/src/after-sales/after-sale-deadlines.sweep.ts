import { Inject, Injectable, Logger } from '@nestjs/common';
import { afterSaleBySilence, type AfterSaleApproval } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { Clock } from '../platform/clock.js';
import { dueSweep } from '../platform/due-sweep.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { Settings } from '../shop/settings.js';
import { AfterSaleNotice } from './after-sale-notice.js';
import { dueAfterSales } from './after-sale.store.js';
import { AnswerAfterSale } from './answer-after-sale.service.js';
import { lockWithOrder } from './lock-after-sale.js';
import { PursueAfterSale } from './pursue-after-sale.service.js';

const BATCH = 50;
const SWEEP_EVERY_MS = 60_000;
const ASK_WHERE_TO = '请联系客服获取退货地址';

/** Moves on after-sales that nobody moved in time, by what their silence means. */
@Injectable()
export class AfterSaleDeadlinesSweep {
  private readonly log = new Logger('after-sales');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly orders: OrderLines,
    private readonly answering: AnswerAfterSale,
    private readonly pursuing: PursueAfterSale,
    private readonly notice: AfterSaleNotice,
    private readonly settings: Settings,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => dueAfterSales(this.db.manager, this.clock.now(), after, BATCH),
      move: ({ id }) => inTransaction(this.db, (tx) => this.moveOn(tx, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: after-sale ${id} could not move on: ${String(error)}`),
    });
    sweeps.every('after-sales.deadlines', SWEEP_EVERY_MS, sweep);
  }

  /** Looks again under the lock: someone may have answered in the same moment. */
  private async moveOn(tx: Tx, id: string): Promise<void> {
    const held = await lockWithOrder(tx, this.orders, id);
    const { deadlineAt, state } = held.afterSale;
    if (deadlineAt === null || deadlineAt > this.clock.now()) return;
    const silence = afterSaleBySilence(state);
    if (silence === 'granted') await this.answering.approve(tx, id, await this.silentApproval(tx));
    if (silence === 'received') {
      await this.answering.receive(tx, id, { answer: '', restock: [] }, null);
    }
    if (silence === 'lapsed') {
      await this.pursuing.drop(tx, held);
      await this.notice.answered(tx, held.afterSale, 'lapsed', '');
    }
  }

  /** Where nobody ever said where goods are sent back to, the shopper has to ask. */
  private async silentApproval(tx: Tx): Promise<AfterSaleApproval> {
    const { returnAddress } = await this.settings.current(tx);
    return { answer: '', returnAddress: returnAddress === '' ? ASK_WHERE_TO : returnAddress };
  }
}
