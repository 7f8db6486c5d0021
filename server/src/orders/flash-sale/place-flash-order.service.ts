import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  type BenefitKind,
  type CheckedFlashOrder,
  type CheckedPurchase,
  type PlacedOrder,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { TextCheck } from '../../identity/text-check.js';
import { MemberBenefits } from '../../membership/benefits/member-benefits.service.js';
import type { ShopperSession } from '../../platform/access.js';
import { Batching } from '../../platform/batching.js';
import { Refusal } from '../../platform/refusal.js';
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
    private readonly benefits: MemberBenefits,
    private readonly together: AdmitTogether,
    private readonly ordinary: PlaceOrder,
  ) {}

  /**
   * Places an order of one SKU of a flash sale. The order is its own idempotency record, answered
   * first to a repeat, also when all is sold or over by now. A sale that combines with other
   * offers, or is bounded by more than its stock, is placed like any other order, and so is
   * everything while some goods are kept for members, and a purchase whose freight a tier frees.
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
    if (!(await this.isTogether(place, request))) return this.alone(attempt);
    try {
      return await this.queueOf(place).join(attempt);
    } catch (error) {
      // Their tier may free the freight: what a member was shown is for a quote of their own.
      const mayBeTheirs = error instanceof Refusal && error.code === 'QUOTE_CHANGED';
      if (mayBeTheirs && (await this.isOffered('free-freight'))) return this.alone(attempt);
      throw error;
    }
  }

  private async isTogether(
    { campaignId }: FlashPlace,
    { shownTotalFen }: CheckedFlashOrder,
  ): Promise<boolean> {
    if (shownTotalFen === 0 || !(await this.sales.isPlain(campaignId))) return false;
    return !(await this.isOffered('members-only'));
  }

  private isOffered(kind: BenefitKind): Promise<boolean> {
    return this.benefits.areOffered(this.db.manager, [kind]);
  }

  private alone({ shopper, key, request }: Attempt): Promise<PlacedOrder> {
    return this.ordinary.place(shopper, key, request);
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
