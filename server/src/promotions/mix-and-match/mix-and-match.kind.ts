import { Injectable } from '@nestjs/common';
import { PromotionKinds } from '../campaigns/promotion-kinds.js';

@Injectable()
export class MixAndMatchKind {
  constructor(kinds: PromotionKinds) {
    kinds.register({
      kind: 'mix-and-match',
      offers: async (_db, _asking, campaigns) =>
        campaigns.map((campaign) => ({ campaign, offer: { rule: campaign.input.rule } })),
    });
  }
}
