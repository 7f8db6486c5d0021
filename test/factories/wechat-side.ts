import { client } from './http.js';
import type { Place } from './shopper.js';

interface SandboxPayment {
  outTradeNo: string;
  state: string;
  refunds: { refundFen: number }[];
}

/** A payment as WeChat has it, by its `out_trade_no`. */
export async function atWechat(
  shop: Pick<Place, 'sandbox'>,
  paymentId: string,
): Promise<SandboxPayment | null> {
  const [payment] = await client(shop.sandbox.url).get<SandboxPayment[]>(
    `/sandbox/payments?out_trade_no=${paymentId}`,
  );
  return payment ?? null;
}

/** The refunds WeChat has made of a payment, in fen. */
export async function refundsAtWechat(
  shop: Pick<Place, 'sandbox'>,
  paymentId: string,
): Promise<number[]> {
  const payment = await atWechat(shop, paymentId);
  return payment?.refunds.map((refund) => refund.refundFen) ?? [];
}
