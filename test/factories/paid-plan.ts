import type {
  ActivationBatch,
  ActivationBatchRequest,
  ActivationCodeView,
  GivenPlanGift,
  Page,
  PaidMembershipView,
  PaidPlan,
  PaidPlanInput,
  PayAnswer,
  PlanPurchase,
} from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import type { TestOperator } from './operator.js';
import { notified, payInSheet } from './purchase.js';
import type { TestShop } from './shop.js';
import type { TestShopper } from './shopper.js';

const BATCHES = '/ops/activation-batches';

/** A month at ¥30, a tenth off everything. */
export function aPaidPlan(over: Partial<PaidPlanInput> = {}): PaidPlanInput {
  return {
    ...{ name: '月卡', period: 'month', trialDays: null, priceFen: fen(3_000) },
    ...{ benefits: [tenthOff()], giftDays: 14, position: 0, offered: true, hiddenOn: ['ios'] },
    ...over,
  };
}

/** A week for nothing. */
export function aTrial(over: Partial<PaidPlanInput> = {}): PaidPlanInput {
  const length = { period: 'trial', trialDays: 7 } as const;
  return aPaidPlan({ name: '试用', priceFen: fen(0), ...length, ...over });
}

export function tenthOff(offBps = 1_000): PaidPlanInput['benefits'][number] {
  return { kind: 'price-off', scope: null, offBps, prices: [], combinesWith: [] };
}

export function onSale(operator: TestOperator, plan = aPaidPlan()): Promise<PaidPlan> {
  return operator.post<PaidPlan>('/ops/paid-plans', plan);
}

/** Where a plan is bought. */
export function purchasesOf({ id }: Pick<PaidPlan, 'id'>): string {
  return `/shop/paid-plans/${id}/purchases`;
}

/** A purchase that waits to be paid; one of a free trial is paid. */
export function planPlaced(
  shopper: TestShopper,
  plan: PaidPlan,
  asGift = false,
): Promise<PlanPurchase> {
  return shopper.post<PlanPurchase>(purchasesOf(plan), { version: plan.version, asGift });
}

export function planPrepaid(shopper: TestShopper, id: string): Promise<PayAnswer> {
  return shopper.post<PayAnswer>(`/shop/plan-purchases/${id}/payment`);
}

/** A plan paid for and known to be. */
export async function planBought(
  shop: TestShop,
  shopper: TestShopper,
  plan: PaidPlan,
  asGift = false,
): Promise<PlanPurchase> {
  const { id } = await planPlaced(shopper, plan, asGift);
  if (plan.plan.priceFen > 0) await payInSheet(shop, await planPrepaid(shopper, id));
  await notified(shop);
  return planPurchaseNow(shopper, id);
}

/** A plan paid for to be given: its gift, with the code. */
export async function planGiven(
  shop: TestShop,
  giver: TestShopper,
  plan: PaidPlan,
): Promise<GivenPlanGift> {
  const { id } = await planBought(shop, giver, plan, true);
  return giftNow(giver, id);
}

/** A gift as its giver sees it. */
export async function giftNow(giver: TestShopper, id: string): Promise<GivenPlanGift> {
  const given = await giver.get<GivenPlanGift[]>('/shop/plan-gifts');
  return given.find(({ purchaseId }) => purchaseId === id)!;
}

/** A batch of codes of a plan, printed; good for a month from when the shop opened. */
export async function activationCodes(
  shop: TestShop,
  operator: TestOperator,
  { id: planId }: Pick<PaidPlan, 'id'>,
  over: Partial<ActivationBatchRequest> = {},
): Promise<{ batch: ActivationBatch; codes: string[] }> {
  const request = { planId, codes: 2, validUntil: '2026-12-18T04:00:00.000Z', note: '展会' };
  const { id } = await operator.post<ActivationBatch>(BATCHES, { ...request, ...over });
  await shop.settle();
  const { items } = await operator.get<Page<ActivationCodeView>>(`${BATCHES}/${id}/codes`);
  return { batch: await operator.get(`${BATCHES}/${id}`), codes: items.map(({ code }) => code) };
}

/** Where a gift is accepted. */
export function acceptanceOf({ code }: Pick<GivenPlanGift, 'code'>): string {
  return `/shop/plan-gifts/${code}/acceptance`;
}

export function planPurchaseNow(shopper: TestShopper, id: string): Promise<PlanPurchase> {
  return shopper.get<PlanPurchase>(`/shop/plan-purchases/${id}`);
}

export function paidMembershipOf(shopper: Pick<TestShopper, 'get'>): Promise<PaidMembershipView> {
  return shopper.get<PaidMembershipView>('/shop/paid-membership');
}

/** Terms as `[plan, state, begins, ends]`, the first to begin first. */
export async function termsOf(shopper: TestShopper): Promise<string[][]> {
  const { terms } = await paidMembershipOf(shopper);
  return terms
    .map(({ planName, state, beginsAt, endsAt }) => [planName, state, beginsAt, endsAt])
    .reverse();
}
