import type {
  Fen,
  PaidMembershipView,
  PaidPlansView,
  PaidReminder,
  PayAnswer,
  PlanPurchase,
  PlanRefundPreview,
  PlanRefundView,
  ShownPlan,
} from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

const PURCHASES = '/shop/plan-purchases';

/** What is on sale, and what the shopper has of it. Throws `Refused`. */
export async function readPaidMembership(): Promise<{
  offer: PaidPlansView;
  own: PaidMembershipView;
}> {
  const [offer, own] = await Promise.all([
    call<PaidPlansView>('/shop/paid-plans'),
    call<PaidMembershipView>('/shop/paid-membership'),
  ]);
  return { offer, own };
}

/** Places a purchase of a plan as it was shown. Throws `PLAN_CHANGED`, `PLAN_TRIAL_USED`. */
export const placePlanPurchase = ({ id, version }: Pick<ShownPlan, 'id' | 'version'>) =>
  callOnce<PlanPurchase>(`/shop/paid-plans/${id}/purchases`, { version });

/** What WeChat's payment sheet needs. Throws `ORDER_EXPIRED`, `WECHAT_UNAVAILABLE`. */
export const startPlanPayment = (id: string) =>
  call<PayAnswer>(`${PURCHASES}/${id}/payment`, { method: 'POST' });

/** Asks WeChat what became of the payment; the purchase as it is then. */
export const checkPlanPurchase = (id: string) =>
  call<PlanPurchase>(`${PURCHASES}/${id}/payment/check`, { method: 'POST' });

/** Gives an unpaid purchase up. Throws `PLAN_PURCHASE_STATE` once it is paid. */
export const cancelPlanPurchase = (id: string) =>
  call<PlanPurchase>(`${PURCHASES}/${id}/cancellation`, { method: 'POST' });

/** What giving it back would return. Throws `PLAN_PURCHASE_STATE`. */
export const previewPlanRefund = (id: string) =>
  call<PlanRefundPreview>(`${PURCHASES}/${id}/refund`);

/** Gives it back for the amount that was shown. Throws `PLAN_REFUND_CHANGED`. */
export const givePlanBack = (id: string, shownAmountFen: Fen) =>
  callOnce<PlanRefundView>(`${PURCHASES}/${id}/refund`, { shownAmountFen });

/** Asks to be told before it ends, or not to be. */
export const wantReminder = (wanted: boolean) =>
  call<PaidReminder>('/shop/paid-membership/reminder', { method: 'PUT', body: { wanted } });
