import type {
  BroughtShopper,
  CommissionLine,
  Fen,
  Page,
  PromoterApplication,
  PromoterView,
  TransferAnswer,
  Withdrawal,
  WithdrawalAsk,
  WithdrawalTax,
  WithdrawalTerms,
} from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

const PROMOTER = '/shop/promoter';
const from = (cursor: string | null) => ({ query: { cursor: cursor ?? undefined } });

/** Whether they are a promoter, by what rules, and what they have. */
export const readPromoter = () => call<PromoterView>(PROMOTER);

/** Applies; costs nothing. Throws `PROMOTERS_OFF`, `PROMOTER_STATE`. */
export const applyAsPromoter = (application: PromoterApplication) =>
  call<PromoterView>(PROMOTER, { method: 'POST', body: application });

/** Is a promoter no longer. */
export const leavePromoters = () => call<PromoterView>(PROMOTER, { method: 'DELETE' });

/** What orders gave, newest first. */
export const readCommissions = (cursor: string | null) =>
  call<Page<CommissionLine>>(`${PROMOTER}/commissions`, from(cursor));

/** Those who were brought directly, whether they bought or not. */
export const readTeam = (cursor: string | null) =>
  call<Page<BroughtShopper>>(`${PROMOTER}/team`, from(cursor));

export const readWithdrawals = (cursor: string | null) =>
  call<Page<Withdrawal>>(`${PROMOTER}/withdrawals`, from(cursor));

/** What may be withdrawn now, and by what rules. */
export const readTerms = () => call<WithdrawalTerms>(`${PROMOTER}/withdrawal-terms`);

/** What would be withheld of a sum. */
export const readTax = (amountFen: Fen) =>
  call<WithdrawalTax>(`${PROMOTER}/withdrawal-tax`, { query: { amountFen } });

/** Withdraws at the tax that was shown. Throws `WITHDRAWAL_LIMIT`, `WITHDRAWAL_CHANGED` and more. */
export const withdraw = (ask: WithdrawalAsk) =>
  callOnce<Withdrawal>(`${PROMOTER}/withdrawals`, ask);

/** Where the transfer of a withdrawal stands; one that ended unconfirmed is begun anew. */
export const readTransfer = (id: string) =>
  call<TransferAnswer>(`${PROMOTER}/withdrawals/${id}/transfer`, { method: 'POST' });

/** Takes back what was not transferred. Throws `TRANSFER_STATE` while it can be confirmed. */
export const takeBack = (id: string) =>
  call<Withdrawal>(`${PROMOTER}/withdrawals/${id}/return`, { method: 'POST' });
