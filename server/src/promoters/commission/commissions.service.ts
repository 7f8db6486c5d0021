import { Injectable } from '@nestjs/common';
import {
  commissionOf,
  earnerRates,
  earnersOf,
  sumFen,
  type CommissionRule,
  type Earner,
} from '@siyu/shared';
import { SkuPlaces } from '../../catalog/sku-places.js';
import { lockIfLive } from '../../identity/lock-shopper.js';
import { SoldGoods, type SoldOrder } from '../../orders/lines/sold-goods.service.js';
import type { Tx } from '../../platform/transaction.js';
import { Bringers } from '../bringers.js';
import { promotersOf } from '../people/promoter.store.js';
import { CommissionRules } from '../rules/commission-rules.service.js';
import { CommissionBooks } from './commission-books.js';
import { ACCOUNT_GONE, CommissionHolds } from './commission-holds.service.js';
import {
  insertCommissions,
  insertShare,
  type CommissionRow,
  type ShareRow,
} from './commission.store.js';
import { RecountCommission } from './recount-commission.service.js';

/** What a paid order gives the promoters behind it. Safe to repeat. */
@Injectable()
export class Commissions {
  constructor(
    private readonly goods: SoldGoods,
    private readonly bringers: Bringers,
    private readonly places: SkuPlaces,
    private readonly rules: CommissionRules,
    private readonly books: CommissionBooks,
    private readonly holds: CommissionHolds,
    private readonly recounting: RecountCommission,
  ) {}

  /** Estimates it by the rule and the binding of when the order was paid. */
  async estimate(tx: Tx, orderId: string): Promise<void> {
    const order = await this.goods.of(tx, orderId);
    const kept = order && (await this.rules.at(tx, order.paidAt));
    if (!order || !kept?.rule.isOn) return;
    const earners = await this.earners(tx, order, kept.rule);
    if (earners.length === 0) return;
    const lines = await this.linesOf(tx, order, kept.rule, earners);
    for (const earner of [...earners].sort(byPromoter)) {
      const own = lines.filter(({ level }) => level === earner.level);
      await this.begin(tx, shareOf(order, earner, own, kept.version), own);
    }
    // What went back, and when after-sales end, may have been told before this.
    await this.recounting.recount(tx, orderId);
  }

  private async earners(tx: Tx, order: SoldOrder, rule: CommissionRule): Promise<Earner[]> {
    const ownerId = await this.bringers.of(tx, order.shopperId, order.paidAt);
    const firstIds = [ownerId, order.shopperId].filter((id) => id !== null);
    const known = await promotersOf(tx, firstIds);
    const recruiters = await promotersOf(
      tx,
      known.flatMap(({ recruitedBy }) => recruitedBy ?? []),
    );
    const promoters = [...known, ...recruiters].map((one) => {
      return { ...one, isApproved: one.state === 'approved' };
    });
    return earnersOf({ buyerId: order.shopperId, ownerId }, promoters, rule);
  }

  private async linesOf(
    tx: Tx,
    order: SoldOrder,
    rule: CommissionRule,
    earners: readonly Earner[],
  ): Promise<CommissionRow[]> {
    const skuIds = order.lines.map(({ skuId }) => skuId);
    const places = await this.places.of(tx, skuIds);
    return order.lines.flatMap(({ lineId, skuId, productId, countedFen }) => {
      const categoryIds = places.get(skuId)?.categoryIds ?? [];
      return earnerRates(rule, { productId, categoryIds }, earners).map(({ earner, rateBps }) => {
        const commissionFen = commissionOf(countedFen, rateBps);
        const { level } = earner;
        return { lineId, level, orderId: order.id, rateBps, countedFen, commissionFen };
      });
    });
  }

  /** Where the promoter's account is gone meanwhile, it waits for an operator (case 53). */
  private async begin(tx: Tx, share: ShareRow, lines: readonly CommissionRow[]): Promise<void> {
    if (share.givenFen === 0) return;
    const isLive = await lockIfLive(tx, share.promoterId);
    if (!(await insertShare(tx, share))) return;
    await insertCommissions(tx, lines);
    await this.books.begin(tx, share);
    if (!isLive) await this.holds.freeze(tx, share, ACCOUNT_GONE);
  }
}

function shareOf(
  order: SoldOrder,
  { level, promoterId }: Earner,
  lines: readonly CommissionRow[],
  ruleVersion: number,
): ShareRow {
  const givenFen = sumFen(lines.map(({ commissionFen }) => commissionFen));
  return {
    ...{ orderId: order.id, level, promoterId, buyerId: order.shopperId, ruleVersion },
    ...{ state: 'estimated', givenFen, leftFen: givenFen, step: 0, paidAt: order.paidAt },
    ...{ settleAt: null, frozenFor: null },
  };
}

/** The order in which everybody locks them. */
function byPromoter(a: Earner, b: Earner): number {
  return a.promoterId < b.promoterId ? -1 : 1;
}
