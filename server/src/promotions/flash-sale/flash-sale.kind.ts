import { Injectable } from '@nestjs/common';
import type { PolicyFinding } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuFacts } from '../../catalog/sku-facts.js';
import type { Tx } from '../../platform/transaction.js';
import { LiveCampaigns } from '../campaigns/live-campaigns.js';
import { finding } from '../campaigns/policy-check.js';
import {
  PromotionKinds,
  type Asking,
  type CampaignOf,
  type HeldOffer,
  type Holding,
  type InputOf,
  type KindOffer,
  type Through,
} from '../campaigns/promotion-kinds.js';
import { ActivityStock, type ActivityMove } from './activity-stock.js';
import { unitsOf } from './activity-stock.store.js';
import { EarlyAccess } from './early-access.js';
import { isFlashSale } from './flash-sales.service.js';

type Db = Pick<EntityManager, 'query'>;

/** A flash sale is offered on its own page only, out of stock of its own. */
@Injectable()
export class FlashSaleKind {
  constructor(
    kinds: PromotionKinds,
    private readonly stock: ActivityStock,
    private readonly skus: SkuFacts,
    private readonly live: LiveCampaigns,
    private readonly early: EarlyAccess,
  ) {
    kinds.register({
      kind: 'flash-sale',
      offers: (db, asking, campaigns) => this.offers(db, asking, campaigns),
      opened: (db, through, asking) => this.opened(db, through, asking),
      perPersonMax: ({ rule }) => rule.perPersonMax,
      hold: (tx, holding, applied) => this.stock.take(tx, unitsFor(holding, applied, 'order')),
      holdAgain: (tx, holding, applied) =>
        this.stock.takeAgain(tx, unitsFor(holding, applied, 'late-payment')),
      // What was paid and never sent has come back already, unit by unit, by its after-sales.
      release: async (tx, { orderId }, why) => {
        if (why === 'unpaid') await this.stock.putBackHeld(tx, orderId);
      },
      takeBack: async (tx, { campaignId, afterSaleId: referenceId, items }) => {
        const reason = 'unsent-refunded';
        await this.stock.putBack(tx, { campaignId, referenceId, items, reason });
      },
      policy: (db, campaignId, input) => this.policy(db, campaignId, input),
      published: (tx, campaignId, { rule }) => this.publish(tx, campaignId, rule.prices),
      report: async (db, { id, input }) => {
        const units = await unitsOf(db, id);
        return {
          kind: 'flash-sale',
          setApartUnits: input.rule.prices.reduce((sum, { stock }) => sum + stock, 0),
          takenUnits: units.reduce((sum, one) => sum + one.laidOut - one.stock, 0),
        };
      },
    });
  }

  private async offers(
    db: Db,
    { through, skus }: Asking,
    campaigns: readonly CampaignOf<'flash-sale'>[],
  ): Promise<KindOffer<'flash-sale'>[]> {
    const campaign = campaigns.find(({ id }) => id === through?.campaignId);
    if (!campaign) return [];
    const { rule } = campaign.input;
    const wanted = skus.map(({ skuId }) => skuId);
    const sold = rule.prices.filter(({ skuId }) => wanted.includes(skuId));
    const units = await unitsOf(db, campaign.id, wanted);
    // A draft that an operator looks at has nothing set apart yet.
    const left = new Map(sold.map(({ skuId, stock }) => [skuId, stock]));
    for (const { skuId, stock } of units) if (left.has(skuId)) left.set(skuId, stock);
    const { payWithinMinutes } = rule;
    return [{ campaign, offer: { rule, required: true }, own: left, payWithinMinutes }];
  }

  /** A sale whose slot has not begun, for a shopper who is let in early. */
  private async opened(
    db: Db,
    { campaignId }: Through,
    { shopperId, now }: Pick<Asking, 'shopperId' | 'now'>,
  ): Promise<CampaignOf<'flash-sale'> | null> {
    const minutes = await this.early.minutesOf(db, shopperId, now);
    const sales = (await this.live.at(now, db, minutes)).filter(isFlashSale);
    return sales.find(({ id }) => id === campaignId) ?? null;
  }

  private publish(
    tx: Tx,
    campaignId: string,
    prices: InputOf<'flash-sale'>['rule']['prices'],
  ): Promise<void> {
    return this.stock.layOut(tx, campaignId, prices);
  }

  /** Every unit it sets apart must be there. */
  private async policy(
    db: Db,
    campaignId: string,
    { rule }: InputOf<'flash-sale'>,
  ): Promise<PolicyFinding[]> {
    const facts = await this.skus.find(
      db,
      rule.prices.map(({ skuId }) => skuId),
    );
    const units = new Map((await unitsOf(db, campaignId)).map((one) => [one.skuId, one.laidOut]));
    return rule.prices.flatMap(({ skuId, stock, priceFen }) => {
      const missing = stock - (units.get(skuId) ?? 0);
      return [
        ...(missing > (facts.get(skuId)?.stock ?? 0)
          ? finding('FLASH_STOCK_EXCEEDS_STOCK', skuId)
          : []),
        ...(priceFen === 0 ? finding('GIVES_EVERYTHING_AWAY', skuId) : []),
      ];
    });
  }
}

/** The units of an order that come out of the stock of the campaign it holds. */
function unitsFor(
  { orderId, lines }: Holding,
  applied: readonly HeldOffer[],
  reason: ActivityMove['reason'],
): ActivityMove {
  const campaignId = applied[0]?.campaignId ?? '';
  const items = lines.filter(({ stockOf }) => stockOf === campaignId);
  return { campaignId, reason, referenceId: orderId, items };
}
