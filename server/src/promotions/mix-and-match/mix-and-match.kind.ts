import { Injectable } from '@nestjs/common';
import { finding } from '../campaigns/policy-check.js';
import { PromotionKinds } from '../campaigns/promotion-kinds.js';

/** N 元任选: whoever comes gets what the rule says. */
@Injectable()
export class MixAndMatchKind {
  constructor(kinds: PromotionKinds) {
    kinds.register({
      kind: 'mix-and-match',
      offers: async (_db, _asking, campaigns) =>
        campaigns.map((campaign) => ({ campaign, offer: { rule: campaign.input.rule } })),
      policy: async (_db, _id, { rule }) =>
        rule.priceFen === 0 ? finding('GIVES_EVERYTHING_AWAY', null) : [],
    });
  }
}
