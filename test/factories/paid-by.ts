import { Payments } from '../../server/src/payments/payments.service.js';
import { paymentIdOf } from './purchase.js';
import type { TestShop } from './shop.js';

/** WeChat tells of a payment by another openid than it was opened for: a friend paid. */
export async function paidBy(shop: TestShop, openid: string, orderId: string): Promise<void> {
  const { WECHAT_APP_ID: appid, WECHAT_MCH_ID: mchid } = shop.config;
  const sql = 'SELECT total_fen AS total FROM orders WHERE id = ?';
  const [{ total }] = (await shop.db.query(sql, [orderId])) as [{ total: number }];
  await shop.app.get(Payments, { strict: false }).settle({
    ...{ appid: appid ?? '', mchid: mchid ?? '', out_trade_no: await paymentIdOf(shop, orderId) },
    ...{ transaction_id: `4200${orderId}`.slice(0, 32), trade_state: 'SUCCESS' },
    ...{ payer: { openid }, amount: { total } },
  });
  await shop.settle();
}
