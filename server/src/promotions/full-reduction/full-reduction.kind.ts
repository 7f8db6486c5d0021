import { Injectable } from '@nestjs/common';
import { PromotionKinds } from '../campaigns/promotion-kinds.js';

@Injectable()
export class FullReductionKind {
  constructor(kinds: PromotionKinds) {
    kinds.register({
      kind: 'full-reduction',
      offers: async (_db, _asking, campaigns) =>
        campaigns.map((campaign) => ({ campaign, offer: { rule: campaign.input.rule } })),
    });
  }
}
