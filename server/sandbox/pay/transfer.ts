import { beijingTime } from '../clock.js';
import type { World } from '../world.js';

export type TransferState =
  'ACCEPTED' | 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL' | 'CANCELLED' | 'CANCELING';

/** Money on its way from the merchant to a person, who has to confirm it. */
export interface Transfer {
  readonly outBillNo: string;
  readonly transferBillNo: string;
  /** The body with sorted keys and the name unsealed: a re-submission must say the same. */
  readonly terms: string;
  readonly openid: string;
  readonly userName: string | null;
  readonly amountFen: number;
  readonly remark: string;
  readonly notifyUrl: string | null;
  readonly packageInfo: string;
  readonly createdAtMs: number;
  /** Until then it is ACCEPTED. */
  readonly readyAtMs: number;
  readonly ended: { state: 'SUCCESS' | 'FAIL' | 'CANCELLED'; atMs: number } | null;
}

/** A person has so long to confirm. */
const CONFIRM_WITHIN_MS = 24 * 3_600_000;

export function transferState(transfer: Transfer, nowMs: number): TransferState {
  const { ended, createdAtMs, readyAtMs } = transfer;
  if (ended !== null && nowMs >= ended.atMs) return ended.state;
  if (ended !== null) return 'CANCELING';
  if (nowMs >= createdAtMs + CONFIRM_WITHIN_MS) return 'FAIL';
  return nowMs < readyAtMs ? 'ACCEPTED' : 'WAIT_USER_CONFIRM';
}

/** What a query answers. */
export function transferView(world: Pick<World, 'credentials'>, transfer: Transfer, nowMs: number) {
  const { outBillNo, transferBillNo, openid, amountFen, remark, createdAtMs, ended } = transfer;
  const state = transferState(transfer, nowMs);
  const reason = ended === null ? 'OVERDUE_CLOSE' : 'PAYEE_ACCOUNT_ABNORMAL';
  return {
    mch_id: world.credentials.mchId,
    appid: world.credentials.appId,
    out_bill_no: outBillNo,
    transfer_bill_no: transferBillNo,
    state,
    transfer_amount: amountFen,
    transfer_remark: remark,
    openid,
    ...(state === 'FAIL' ? { fail_reason: reason } : {}),
    ...(state === 'WAIT_USER_CONFIRM' ? { package_info: transfer.packageInfo } : {}),
    create_time: beijingTime(createdAtMs),
    update_time: beijingTime(ended?.atMs ?? createdAtMs),
  };
}

/** What MCHTRANSFER.BILL.FINISHED carries. */
export function transferNotice(world: Omit<World, 'notifier'>, transfer: Transfer) {
  const { appid: _, ...content } = transferView(world, transfer, world.clock.nowMs());
  return content;
}
