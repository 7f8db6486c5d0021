import { Inject, Injectable } from '@nestjs/common';
import { fen, type CheckedFlashOrder, type CheckedPurchase, type PlacedOrder } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { TextCheck } from '../../identity/text-check.js';
import type { ShopperSession } from '../../platform/access.js';
import { Batching } from '../../platform/batching.js';
import { FlashSales, type FlashPlace } from '../../promotions/flash-sale/flash-sales.service.js';
import { orderByKey } from '../order.store.js';
import { attemptOf, repeated, type Attempt } from '../purchase/attempt.js';
import { PlaceOrder } from '../purchase/place-order.service.js';
import { AdmitTogether } from './admit-together.js';

const LIMITS = { batchMax: 256, waitingMax: 2_000 };

type Queue = Batching<Attempt, PlacedOrder>;

/** Takes a purchase on a flash sale's page: together with others, or like any other order. */
@Injectable()
export class PlaceFlashOrder {
  private readonly queues = new Map<string, Queue>();

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly text: TextCheck,
    private readonly sales: FlashSales,
    private readonly together: AdmitTogether,
    private readonly ordinary: PlaceOrder,
  ) {}

  /**
   * Places an order of one SKU of a flash sale. The order is its own idempotency record, answered
   * first to a repeat, also when all is sold or over by now. A sale that combines with other
   * offers, or is bounded by more than its stock, is placed like any other order.
   * @throws Refusal MEMBERS_ONLY, CAMPAIGN_NOT_LIVE, FLASH_SOLD_OUT, STOCK_INSUFFICIENT,
   *   PURCHASE_LIMIT, and what refuses any order
   */
  async place(
    shopper: ShopperSession,
    key: string,
    place: FlashPlace,
    request: CheckedFlashOrder,
  ): Promise<PlacedOrder> {
    const attempt = attemptOf(shopper, key, purchaseOf(place, request));
    if (request.remark !== '') {
      const first = await orderByKey(this.db.manager, shopper.shopperId, key);
      if (first) return repeated(attempt, first);
      await this.text.accept(shopper.openid, request.remark);
    }
    return (await this.isTogether(place, request))
      ? this.queueOf(place).join(attempt)
      : this.ordinary.place(shopper, key, attempt.request);
  }

  private async isTogether(
    { campaignId }: FlashPlace,
    { shownTotalFen }: CheckedFlashOrder,
  ): Promise<boolean> {
    return shownTotalFen > 0 && (await this.sales.isPlain(campaignId));
  }

  private queueOf(place: FlashPlace): Queue {
    const name = `${place.campaignId}/${place.skuId}`;
    const found = this.queues.get(name);
    if (found) return found;
    for (const [other, queue] of this.queues) if (queue.isIdle) this.queues.delete(other);
    const queue: Queue = new Batching((batch) => this.together.admit(place, batch), LIMITS);
    this.queues.set(name, queue);
    return queue;
  }
}

/** The same purchase as any other order would be asked for; WeChat alone pays it. */
function purchaseOf({ campaignId, skuId }: FlashPlace, asked: CheckedFlashOrder): CheckedPurchase {
  const { quantity, ...rest } = asked;
  return {
    ...rest,
    lines: [{ skuId, quantity }],
    fromCart: false,
    through: { campaignId, teamId: null },
    ...{ pointsFen: fen(0), balanceFen: fen(0), balanceConfirmed: false },
  };
}
