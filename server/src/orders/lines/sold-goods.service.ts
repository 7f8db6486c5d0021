import { Injectable } from '@nestjs/common';
import { countedByLine, fen, tendersOf, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { Wallet } from '../../wallet/wallet.service.js';
import { findOrder, type OrderRow } from '../order.store.js';
import { linesOf } from './order-line.store.js';

/** A line of a paid order as far as somebody is rewarded for its sale. */
export interface SoldLine {
  lineId: string;
  skuId: string;
  productId: string;
  payableFen: Fen;
  /** Back with the shopper by now. */
  refundedFen: Fen;
  /** What of it was paid through WeChat and by principal (case 52). */
  countedFen: Fen;
}

/** A paid order as it stands. */
export interface SoldOrder extends Pick<OrderRow, 'id' | 'shopperId' | 'state' | 'afterSaleUntil'> {
  paidAt: Date;
  lines: SoldLine[];
}

/** What was sold, for features that reward a sale. */
@Injectable()
export class SoldGoods {
  constructor(private readonly wallet: Wallet) {}

  /** An order as it stands now; null for one that was never paid. Two statements, three by balance. */
  async of(db: Pick<EntityManager, 'query'>, orderId: string): Promise<SoldOrder | null> {
    const order = await findOrder(db, orderId);
    if (!order?.paidAt) return null;
    const lines = await linesOf(db, [orderId]);
    const counted = countedByLine({
      payablesFen: lines.map(({ payableFen }) => payableFen),
      freightFen: order.freightFen,
      countedFen: await this.countedFen(db, order),
    });
    const { id, shopperId, state, afterSaleUntil, paidAt } = order;
    return {
      ...{ id, shopperId, state, afterSaleUntil, paidAt },
      lines: lines.map(({ id: lineId, skuId, productId, payableFen, refundedFen }, at) => ({
        ...{ lineId, skuId, productId, payableFen, refundedFen },
        countedFen: counted[at] ?? fen(0),
      })),
    };
  }

  private async countedFen(db: Pick<EntityManager, 'query'>, order: OrderRow): Promise<Fen> {
    const { wechatFen, balanceFen } = tendersOf(order);
    if (balanceFen === 0) return wechatFen;
    return fen(wechatFen + (await this.wallet.principalOf(db, order.id)));
  }
}
