import type {
  Fen,
  GivenPlanGift,
  PaidMembershipView,
  PaidPlansView,
  PaidReminder,
  PaidTermView,
  PayAnswer,
  PlanGiftView,
  PlanPurchase,
  PlanRefundPreview,
  PlanRefundView,
  TransferAnswer,
  ShownPlan,
} from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

const PURCHASES = '/shop/plan-purchases';

/** What is on sale, what the shopper has of it and has given of it. Throws `Refused`. */
export async function readPaidMembership(): Promise<{
  offer: PaidPlansView;
  own: PaidMembershipView;
  gifts: GivenPlanGift[];
}> {
  const [offer, own, gifts] = await Promise.all([
    call<PaidPlansView>('/shop/paid-plans'),
    call<PaidMembershipView>('/shop/paid-membership'),
    readGiven(),
  ]);
  return { offer, own, gifts };
}

/** Places a purchase of a plan as it was shown. Throws `PLAN_CHANGED`, `PLAN_TRIAL_USED`. */
export const placePlanPurchase = (
  { id, version }: Pick<ShownPlan, 'id' | 'version'>,
  asGift: boolean,
) => callOnce<PlanPurchase>(`/shop/paid-plans/${id}/purchases`, { version, asGift });

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

/** Plans one has given to friends. */
export const readGiven = () => call<GivenPlanGift[]>('/shop/plan-gifts');

/** A gift, and what its giver knows of it. Throws `PLAN_GIFT_NOT_FOUND`. */
export async function readGift(
  code: string,
): Promise<{ gift: PlanGiftView; given: GivenPlanGift | null }> {
  const gift = await call<PlanGiftView>(`/shop/plan-gifts/${encodeURIComponent(code)}`);
  const given = gift.isOwn ? (await readGiven()).find((one) => one.code === code) : null;
  return { gift, given: given ?? null };
}

/** Accepts a gift. Throws `PLAN_GIFT_OWN`, `PLAN_GIFT_STATE`. */
export const acceptGift = (code: string) =>
  callOnce<PaidTermView>(`/shop/plan-gifts/${encodeURIComponent(code)}/acceptance`, {});

/** The page of a gift, as it is shared. */
export const giftPath = (code: string) => `/paid-membership/gift?code=${code}`;

/** Begins a term by a printed code. Throws `ACTIVATION_CODE_USED` … */
export const activate = (code: string) =>
  callOnce<PaidTermView>('/shop/activation-codes', { code });

/** Where the transfer of a refund stands; one that ended unconfirmed is begun anew. */
export const readTransfer = (refundId: string) =>
  call<TransferAnswer>(`/shop/plan-refunds/${refundId}/transfer`, { method: 'POST' });
