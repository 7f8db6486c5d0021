import type {
  Fen,
  Page,
  PayAnswer,
  PlaceRecharge,
  Recharge,
  RechargeRefundPreview,
  RechargeRefundView,
  TransferAnswer,
  WalletLine,
  WalletView,
} from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

const RECHARGES = '/shop/wallet/recharges';

/** The balance, and what may be recharged. */
export const readWallet = () => call<WalletView>('/shop/wallet');

/** What changed the balance, newest first. */
export const readStatement = (cursor: string | null) =>
  call<Page<WalletLine>>('/shop/wallet/statement', { query: { cursor: cursor ?? undefined } });

/** Places a recharge as it was shown. Throws `RECHARGE_CHANGED`, `RECHARGE_CAP`. */
export const placeRecharge = (request: PlaceRecharge) => callOnce<Recharge>(RECHARGES, request);

/** What WeChat's payment sheet needs. Throws `ORDER_EXPIRED`, `WECHAT_UNAVAILABLE`. */
export const startRechargePayment = (id: string) =>
  call<PayAnswer>(`${RECHARGES}/${id}/payment`, { method: 'POST' });

/** One recharge. Throws `RECHARGE_NOT_FOUND`. */
export const readRecharge = (id: string) => call<Recharge>(`${RECHARGES}/${id}`);

/** Asks WeChat what became of the payment; the recharge as it is then. */
export const checkRecharge = (id: string) =>
  call<Recharge>(`${RECHARGES}/${id}/payment/check`, { method: 'POST' });

/** What giving it back would return. Throws `RECHARGE_STATE`, `RECHARGE_REFUND_WINDOW`. */
export const previewRefund = (id: string) =>
  call<RechargeRefundPreview>(`${RECHARGES}/${id}/refund`);

/** Gives it back for the amount that was shown. Throws `RECHARGE_CHANGED` when it is another. */
export const giveBack = (id: string, shownAmountFen: Fen) =>
  callOnce<RechargeRefundView>(`${RECHARGES}/${id}/refund`, { shownAmountFen });

/** Where the transfer of a refund stands; one that ended unconfirmed is begun anew. */
export const readTransfer = (refundId: string) =>
  call<TransferAnswer>(`/shop/wallet/refunds/${refundId}/transfer`, { method: 'POST' });
