import { Injectable } from '@nestjs/common';
import { giftSkuIdsOf, type PolicyFinding } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { finding } from '../campaigns/policy-check.js';
import { PromotionKinds, type InputOf } from '../campaigns/promotion-kinds.js';

/**
 * 满赠 and 买一赠一. Gifts come out of the ordinary stock, held with the order like what is bought;
 * `usesMax` bounds how many there are in all, because they count by unit.
 */
@Injectable()
export class GiftKind {
  constructor(
    private readonly skus: SkuFacts,
    kinds: PromotionKinds,
  ) {
    kinds.register({
      kind: 'gift',
      offers: async (_db, _asking, campaigns) =>
        campaigns.map((campaign) => ({ campaign, offer: { rule: campaign.input.rule } })),
      policy: (db, _id, input) => this.findings(db, input),
    });
  }

  /** What is given must be there to be given. */
  private async findings(
    db: Pick<EntityManager, 'query'>,
    input: InputOf<'gift'>,
  ): Promise<PolicyFinding[]> {
    const skuIds = giftSkuIdsOf(input);
    const facts = await this.skus.find(db, skuIds);
    const gone = [...new Set(skuIds)].filter((skuId) => !facts.get(skuId)?.onSale);
    return gone.flatMap((skuId) => finding('SKU_NOT_ON_SALE', skuId));
  }
}
