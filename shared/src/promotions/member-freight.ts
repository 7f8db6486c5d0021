import { moneyOff, unmet, type PromotionRule } from './offer.js';

/** 会员包邮: an order sent for nothing, some a month. */
export interface MemberFreightRule {
  /** Null without limit; what is left of them is the offer's allowance. */
  perMonth: number | null;
}

export const memberFreight: PromotionRule<MemberFreightRule> = ({ allowance }) =>
  allowance === 0 ? unmet('allowance-used') : { ...moneyOff([], 1), freesFreight: true };
