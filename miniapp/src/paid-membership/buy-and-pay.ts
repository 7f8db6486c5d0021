import type { PlanPurchase, ShownPlan } from '@siyu/shared';
import { go } from '@/platform/go';
import { pay } from '@/platform/pay';
import { say, sayWhy } from '@/ui/say';
import { checkPlanPurchase, giftPath, placePlanPurchase, readGiven, startPlanPayment } from './api';
import { words } from './wording';

/**
 * Places a purchase and takes it through WeChat's payment sheet; the purchase as the server knows
 * it then. Throws `Refused` where none was placed: `PLAN_CHANGED` …
 */
export async function buyAndPay(
  plan: Pick<ShownPlan, 'id' | 'version'>,
  asGift: boolean,
): Promise<PlanPurchase> {
  const placed = await placePlanPurchase(plan, asGift);
  return placed.state === 'paid' ? placed : payForPlan(placed);
}

/** What was placed stands, however the sheet ended: it is shown and can be paid again. */
export async function payForPlan(purchase: PlanPurchase): Promise<PlanPurchase> {
  try {
    const { jsapi } = await startPlanPayment(purchase.id);
    if (jsapi !== null) await pay(jsapi);
    return await checkPlanPurchase(purchase.id);
  } catch (error) {
    sayWhy(error);
    return purchase;
  }
}

/** What is said once it is paid; of a gift, its page is where it is sent from. */
export async function afterPaying({ id, state, isGift }: PlanPurchase): Promise<void> {
  if (state !== 'paid') return;
  const gift = isGift ? (await readGiven()).find(({ purchaseId }) => purchaseId === id) : null;
  say(isGift ? words.gift.bought : words.bought);
  if (gift) go(giftPath(gift.code));
}
