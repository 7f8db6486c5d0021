import { Injectable } from '@nestjs/common';
import {
  covers,
  isInNewcomerWindow,
  newcomerUntil,
  type PolicyFinding,
  type RefusalCode,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { registeredAt } from '../../identity/registered-at.js';
import { findCampaign } from '../campaigns/campaign.store.js';
import { finding } from '../campaigns/policy-check.js';
import {
  PromotionKinds,
  type Asking,
  type CampaignOf,
  type InputOf,
  type KindOffer,
} from '../campaigns/promotion-kinds.js';
import { deleteClaims } from './newcomer-claim.store.js';
import { NewcomerClaims } from './newcomer-claims.service.js';
import { FirstOrderStatus } from './newcomer-status.js';

type Db = Pick<EntityManager, 'query'>;
type Campaign = CampaignOf<'newcomer'>;

/** 新人价: prices of a first order, for some days after registering. */
@Injectable()
export class NewcomerKind {
  /** What was found out for a quote, whose offers and reservations both ask for it. */
  private readonly known = new WeakMap<Asking, Map<boolean, Promise<boolean>>>();

  constructor(
    private readonly status: FirstOrderStatus,
    claims: NewcomerClaims,
    kinds: PromotionKinds,
  ) {
    kinds.register({
      kind: 'newcomer',
      offers: (db, asking, campaigns) => this.offers(db, asking, campaigns),
      reserved: (db, asking, campaigns) => this.reserved(db, asking, campaigns),
      hold: (tx, holding, applied) => claims.hold(tx, holding, applied),
      holdAgain: (tx, holding) => claims.holdAgain(tx, holding),
      paid: (tx, orders) => claims.paid(tx, orders),
      release: (tx, { orderId }) => deleteClaims(tx, [orderId]),
      policy: (db, _id, input) => this.findings(db, input),
    });
  }

  /** Only to whoever is in the window, so that everybody else costs no statement. */
  private async offers(
    db: Db,
    asking: Asking,
    campaigns: readonly Campaign[],
  ): Promise<KindOffer<'newcomer'>[]> {
    const found: KindOffer<'newcomer'>[] = [];
    for (const campaign of campaigns) {
      const priced = pricedSkus(campaign, asking);
      if (priced.length === 0 || !(await this.isEntitled(db, asking, campaign))) continue;
      const { prices, windowDays, freesFreight, newcomersOnly, perPersonMax } = campaign.input.rule;
      const until = newcomerUntil(registeredAt(asking.shopperId), { windowDays });
      const endsAt = until < campaign.slot.endsAt ? until : campaign.slot.endsAt;
      const ofCart = prices.filter(({ skuId }) => priced.includes(skuId));
      found.push({
        campaign,
        offer: {
          rule: { windowDays, prices: ofCart, freesFreight, newcomersOnly },
          ...{ skuIds: priced, allowance: perPersonMax, endsAt: endsAt.toISOString() },
        },
      });
    }
    return found;
  }

  private async reserved(
    db: Db,
    asking: Asking,
    campaigns: readonly Campaign[],
  ): Promise<Map<string, RefusalCode>> {
    const reserved = new Map<string, RefusalCode>();
    for (const campaign of campaigns) {
      if (!campaign.input.rule.newcomersOnly) continue;
      const priced = pricedSkus(campaign, asking);
      if (priced.length === 0 || (await this.isEntitled(db, asking, campaign))) continue;
      for (const skuId of priced) reserved.set(skuId, 'NEWCOMERS_ONLY');
    }
    return reserved;
  }

  private async isEntitled(db: Db, asking: Asking, { input }: Campaign): Promise<boolean> {
    const { shopperId, now, delivery } = asking;
    if (!isInNewcomerWindow(registeredAt(shopperId), input.rule, now)) return false;
    const refundedCounts = input.rule.refundedOrderCounts;
    const known = this.known.get(asking) ?? new Map<boolean, Promise<boolean>>();
    this.known.set(asking, known);
    const answer =
      known.get(refundedCounts) ??
      this.status.isNewcomer(db, shopperId, now, delivery, { refundedCounts });
    known.set(refundedCounts, answer);
    return answer;
  }

  /** A pack may only hold what is there to be granted. */
  private async findings(db: Db, { rule }: InputOf<'newcomer'>): Promise<PolicyFinding[]> {
    const packed = await Promise.all(rule.couponCampaignIds.map((id) => findCampaign(db, id)));
    return [
      ...rule.prices
        .filter(({ priceFen }) => priceFen === 0)
        .flatMap(({ skuId }) => finding('GIVES_EVERYTHING_AWAY', skuId)),
      ...(packed.every((one) => one?.input.kind === 'coupon' && one.state === 'published')
        ? []
        : finding('COUPON_NOT_OFFERED', null)),
    ];
  }
}

function pricedSkus({ input }: Campaign, { skus }: Asking): string[] {
  const priced = new Set(input.rule.prices.map(({ skuId }) => skuId));
  const sold = skus.filter((sku) => priced.has(sku.skuId) && covers(input.scope, sku));
  return sold.map(({ skuId }) => skuId);
}
