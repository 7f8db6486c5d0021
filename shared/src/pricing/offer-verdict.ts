import { fen, sumFen, type Fen } from '../money.js';
import type { NextStep, Offer, UnmetReason } from '../promotions/offer.js';
import type { Best } from './best-combination.js';
import type { PromotionKind } from './stacking-order.js';

/** What became of one offer in a quote: what it gave, or why it gave nothing. */
export interface OfferVerdict {
  id: string;
  /** Null for a member's benefit. */
  campaignId: string | null;
  couponId: string | null;
  kind: PromotionKind;
  name: string;
  applied: boolean;
  savedFen: Fen;
  freesFreight: boolean;
  /** What of the freight it took off. */
  freightFen: Fen;
  /** What it counts against the campaign's limits. */
  units: number;
  reason: UnmetReason | null;
  next: NextStep | null;
  endsAt: string;
}

/** A verdict on every offer, those applied first. The first that frees freight has freed it. */
export function verdictsOf({ worked, unmet }: Best, freedFen: Fen): OfferVerdict[] {
  const freeing = worked.applied.find(({ benefit }) => benefit.freesFreight);
  const applied = worked.applied.map(({ offer, benefit }) => ({
    ...named(offer),
    applied: true,
    savedFen: sumFen(benefit.discounts.map((one) => one.amountFen)),
    freesFreight: benefit.freesFreight,
    freightFen: offer.id === freeing?.offer.id ? freedFen : fen(0),
    units: benefit.units,
    reason: null,
    next: benefit.next,
  }));
  const refused = unmet.map(({ offer, unmet: { reason, next } }) => ({
    ...named(offer),
    applied: false,
    savedFen: sumFen([]),
    freesFreight: false,
    freightFen: fen(0),
    units: 0,
    reason,
    next,
  }));
  return [...applied, ...refused];
}

function named({ id, campaignId, couponId, kind, name, endsAt }: Offer) {
  return { id, campaignId, couponId, kind, name, endsAt };
}
