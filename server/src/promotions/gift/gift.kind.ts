import { Injectable } from '@nestjs/common';
import { PromotionKinds } from '../campaigns/promotion-kinds.js';

@Injectable()
export class GiftKind {
  constructor(kinds: PromotionKinds) {
    kinds.register({
      kind: 'gift',
      offers: async (_db, _asking, campaigns) =>
        campaigns.map((campaign) => ({ campaign, offer: { rule: campaign.input.rule } })),
    });
  }
}
