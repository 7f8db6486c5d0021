import {
  comparedWithTier,
  fen,
  monthsOf,
  type ComparedBenefit,
  type MemberBenefit,
  type ShownPlan,
} from '@siyu/shared';
import { ladderBenefit } from '../../members/card-benefit.js';
import type { PlanTerms, PlanVersion } from './paid-plan.store.js';

/** A plan on sale, as who has these benefits by their tier sees it. */
export function shownPlan(
  { planId, version, plan }: PlanVersion,
  ofTier: readonly MemberBenefit[],
): ShownPlan {
  const { name, period, trialDays, priceFen, hiddenOn } = plan;
  const months = monthsOf(period);
  return {
    ...{ id: planId, version, name, period, trialDays, priceFen, hiddenOn },
    monthlyFen: months === 0 ? null : fen(Math.ceil(priceFen / months)),
    giftDays: period === 'trial' ? null : plan.giftDays,
    benefits: comparedBenefits(plan, ofTier),
  };
}

/** What a plan gives, each benefit beside what the tier gives anyway. */
export function comparedBenefits(
  { benefits }: Pick<PlanTerms, 'benefits'>,
  ofTier: readonly MemberBenefit[],
): ComparedBenefit[] {
  return benefits.map((benefit) => {
    const [held] = ofTier.filter(({ kind }) => kind === benefit.kind).map(ladderBenefit);
    const tierMeasure = held?.measure ?? null;
    return { ...ladderBenefit(benefit), tierMeasure, ...comparedWithTier(benefit, ofTier) };
  });
}
