import type { Fen } from '../money.js';
import type { PromotionRule } from './offer.js';
import { sellAtSpecialPrice, type SpecialPrice } from './special-price.js';

/** What a SKU costs those who buy it together; the leader may pay less. */
export interface GroupPrice extends SpecialPrice {
  leaderPriceFen: Fen | null;
}

/** Friends who buy together pay less; when too few came in time, everyone gets their money back. */
export interface GroupBuyRule {
  size: number;
  /** How long a team may gather. */
  hours: number;
  prices: readonly GroupPrice[];
  /** 阶梯: at the close everyone gets back what the price is lower for so many people. */
  ladder: readonly { people: number; offBps: number }[];
  /** 老带新: only newcomers may join a team. */
  newcomersJoin: boolean;
  perOrderMax: number;
  perPersonMax: number;
  /** A payer whose seat is gone sits down in another team, or gets their money back. */
  latePayer: 'seat-elsewhere' | 'refund';
  /** 模拟成团: a team of this share is completed by the system, with nobody invented. */
  systemCompletesFromBps: number | null;
  payWithinMinutes: number;
}

/** A group buy is offered for a seat: its leader's, or another. */
export interface GroupBuySeat extends Pick<GroupBuyRule, 'prices'> {
  seat: 'leader' | 'member';
}

export const groupBuy: PromotionRule<GroupBuySeat> = (offer, lines) =>
  sellAtSpecialPrice(
    offer,
    offer.rule.prices.map(({ skuId, priceFen, leaderPriceFen }) => ({
      skuId,
      priceFen: offer.rule.seat === 'leader' ? (leaderPriceFen ?? priceFen) : priceFen,
    })),
    lines,
  );
