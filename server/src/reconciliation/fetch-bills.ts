import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RunAgain } from '../platform/jobs.js';
import { WechatPayError, type WechatPay } from '../payments/wechat-pay.js';
import { BillUnreadable } from './bill-table.js';
import { fundFlowBill, type FundLine } from './fund-flow-bill.js';
import { tradeBill, type TradeLine } from './trade-bill.js';

const answerSchema = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string(),
  download_url: z.string(),
});
const MADE_LATER_MS = 600_000;

/** Both of WeChat's bills of a Beijing day. */
export interface Bills {
  trades: TradeLine[];
  funds: FundLine[];
}

/**
 * Fetches both bills of a day; of one without trades or movements there is none.
 * @throws RunAgain while WeChat still makes them; BillUnreadable; and as `WechatPay.call`
 */
export async function fetchBills(wechat: WechatPay, day: string): Promise<Bills> {
  const trade = await fetchBill(wechat, `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
  const fundsPath = `/v3/bill/fundflowbill?bill_date=${day}&account_type=BASIC`;
  const funds = await fetchBill(wechat, fundsPath);
  return {
    trades: trade === null ? [] : tradeBill(trade),
    funds: funds === null ? [] : fundFlowBill(funds),
  };
}

async function fetchBill(wechat: WechatPay, path: string): Promise<Buffer | null> {
  try {
    const answer = answerSchema.safeParse(await wechat.call('GET', path));
    if (!answer.success) throw new BillUnreadable('WeChat did not say where a bill is');
    const { hash_value, download_url } = answer.data;
    const bytes = await wechat.download(download_url);
    if (createHash('sha1').update(bytes).digest('hex') !== hash_value.toLowerCase()) {
      throw new BillUnreadable('a bill is not what WeChat says it is');
    }
    return bytes;
  } catch (error) {
    if (!(error instanceof WechatPayError)) throw error;
    if (error.code === 'NO_STATEMENT_EXIST') return null;
    if (error.code === 'STATEMENT_CREATING') throw new RunAgain(MADE_LATER_MS);
    throw error;
  }
}
