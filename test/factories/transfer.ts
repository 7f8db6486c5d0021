import { fen, type TransferState } from '@siyu/shared';
import { Transfers } from '../../server/src/payments/transfers/transfers.service.js';
import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction } from '../../server/src/platform/transaction.js';
import { client } from './http.js';
import type { TestShop } from './shop.js';
import { aShopper, type Place, type TestShopper } from './shopper.js';

export interface BegunTransfer {
  id: string;
  subjectId: string;
  shopper: TestShopper;
}

interface Given {
  amount?: number;
  payeeName?: string | null;
  subjectId?: string;
  shopper?: TestShopper;
}

/** A transfer that the shop has decided and WeChat has not heard of. */
export async function aTransfer(shop: TestShop, given: Given = {}): Promise<BegunTransfer> {
  const { amount = 10_000, payeeName = null } = given;
  const shopper = given.shopper ?? (await aShopper(shop));
  const subjectId = given.subjectId ?? newId(shop.clock.now());
  const transfers = shop.app.get(Transfers, { strict: false });
  const { id: shopperId, openid } = shopper;
  const request = {
    subjectKind: 'test',
    subjectId,
    shopperId,
    openid,
    remark: '测试转账',
    payeeName,
  };
  const id = await inTransaction(shop.db, (tx) =>
    transfers.open(tx, { ...request, amountFen: fen(amount) }),
  );
  return { id, subjectId, shopper };
}

export interface TransferRow {
  state: TransferState;
  packageInfo: string | null;
  payeeName: string | null;
  lastError: string | null;
  failReason: string | null;
}

export async function transferNow(shop: Pick<TestShop, 'db'>, id: string): Promise<TransferRow> {
  const [found] = await shop.db.query(
    `SELECT state, package_info AS packageInfo, payee_name AS payeeName, last_error AS lastError,
       fail_reason AS failReason FROM merchant_transfer WHERE id = ?`,
    [id],
  );
  return found as TransferRow;
}

interface SandboxTransfer {
  openid: string;
  amountFen: number;
  outBillNo: string;
  userName: string | null;
  state: string;
}

/** The transfers WeChat has made under this number. */
export async function transfersAtWechat(
  shop: Pick<TestShop, 'sandbox'>,
  id: string,
): Promise<SandboxTransfer[]> {
  const made = await client(shop.sandbox.url).get<SandboxTransfer[]>('/sandbox/transfers');
  return made.filter((one) => one.outBillNo === id);
}

/** All that WeChat has made for a person. */
export async function transfersOf(
  shop: Pick<Place, 'sandbox'>,
  openid: string,
): Promise<SandboxTransfer[]> {
  const made = await client(shop.sandbox.url).get<SandboxTransfer[]>('/sandbox/transfers');
  return made.filter((one) => one.openid === openid);
}

/** The person answers WeChat's sheet; what `wx.requestMerchantTransfer` says. */
export async function answersSheet(
  shop: Pick<TestShop, 'sandbox' | 'config'>,
  packageInfo: string | null,
  answer: 'confirm' | 'cancel' = 'confirm',
): Promise<string> {
  const { WECHAT_MCH_ID: mchId, WECHAT_APP_ID: appId } = shop.config;
  const body = { mchId, appId, package: packageInfo, answer };
  const url = client(shop.sandbox.url);
  return (await url.post<{ errMsg: string }>('/sandbox/confirm-transfer', body)).errMsg;
}

/** WeChat delivers what it has to tell, and all that follows happens. */
export async function heard(shop: TestShop): Promise<void> {
  await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
  await shop.settle();
}
