import {
  fen,
  parseYuan,
  sumFen,
  type Fen,
  type OfferedRecharge,
  type PlaceRecharge,
  type WalletView,
} from '@siyu/shared';
import type { Device } from '@/platform/device';

type RechargeOffer = WalletView['recharge'];

/** What someone means to recharge: a plan, or an amount as it is being typed. */
export type RechargeChoice = { planId: string } | { typed: string };

/** Why nothing can be recharged here, or null. */
export function whyNoRecharge(
  { plans, custom, roomFen, hiddenOn }: RechargeOffer,
  device: Device,
): 'hidden' | 'not-offered' | 'full' | null {
  if (hiddenOn.includes(device)) return 'hidden';
  if (plans.length === 0 && custom === null) return 'not-offered';
  const leastFen = Math.min(...plans.map(filledBy), custom?.minFen ?? Infinity);
  return leastFen > roomFen ? 'full' : null;
}

/** What a plan adds to the balance; one that there is no room for cannot be chosen. */
export function filledBy({ principalFen, bonusFen }: OfferedRecharge): Fen {
  return sumFen([principalFen, bonusFen]);
}

/** What was chosen as it will be asked for; null until it is whole and allowed. */
export function rechargeChosen(
  offer: RechargeOffer,
  choice: RechargeChoice | null,
): (PlaceRecharge & Pick<OfferedRecharge, 'coupons' | 'growth'>) | null {
  if (choice === null) return null;
  if ('typed' in choice) {
    if (problemOfTyped(offer, choice.typed) !== null) return null;
    const shownPrincipalFen = parseYuan(choice.typed);
    if (shownPrincipalFen === null) return null;
    return { planId: null, shownPrincipalFen, shownBonusFen: fen(0), coupons: 0, growth: 0 };
  }
  const plan = offer.plans.find(({ planId }) => planId === choice.planId);
  if (plan === undefined || filledBy(plan) > offer.roomFen) return null;
  const { planId, principalFen, bonusFen, coupons, growth } = plan;
  return { planId, shownPrincipalFen: principalFen, shownBonusFen: bonusFen, coupons, growth };
}

/** What is wrong with an amount that was typed, or null. */
export function problemOfTyped(
  { custom, roomFen }: RechargeOffer,
  typed: string,
): 'limits' | 'room' | null {
  const amount = parseYuan(typed);
  if (custom === null || amount === null) return 'limits';
  if (amount < custom.minFen || amount > custom.maxFen) return 'limits';
  return amount > roomFen ? 'room' : null;
}
