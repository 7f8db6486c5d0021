import { Injectable } from '@nestjs/common';
import type { PolicyFinding } from '@siyu/shared';
import { finding } from '../campaigns/policy-check.js';
import { PromotionKinds, type InputOf } from '../campaigns/promotion-kinds.js';

const WHOLE_BPS = 10_000;

/** 满减, 满折 and 每满减: whoever comes gets what the rule says. */
@Injectable()
export class FullReductionKind {
  constructor(kinds: PromotionKinds) {
    kinds.register({
      kind: 'full-reduction',
      offers: async (_db, _asking, campaigns) =>
        campaigns.map((campaign) => ({ campaign, offer: { rule: campaign.input.rule } })),
      policy: async (_db, _id, input) => findings(input),
    });
  }
}

/** A slip of the pen: 满 100 减 100, or all of it off. */
function findings({ rule }: InputOf<'full-reduction'>): PolicyFinding[] {
  const isAll = rule.tiers.some(({ from, reduction }) =>
    reduction.kind === 'percent'
      ? reduction.offBps >= WHOLE_BPS
      : rule.counts === 'fen' && reduction.offFen >= from,
  );
  return isAll ? finding('GIVES_EVERYTHING_AWAY', null) : [];
}
