import type { PlanPurchase, ShownPlan } from '@siyu/shared';
import { pay } from '@/platform/pay';
import { sayWhy } from '@/ui/say';
import { checkPlanPurchase, placePlanPurchase, startPlanPayment } from './api';

/**
 * Places a purchase and takes it through WeChat's payment sheet; the purchase as the server knows
 * it then. Throws `Refused` where none was placed: `PLAN_CHANGED` …
 */
export async function buyAndPay(plan: Pick<ShownPlan, 'id' | 'version'>): Promise<PlanPurchase> {
  const placed = await placePlanPurchase(plan);
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
