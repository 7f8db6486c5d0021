import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { setCommission } from '../factories/promoter.js';
import { aShopFront, type ShopFront } from './shop-front.js';

let front: ShopFront;
beforeAll(async () => {
  front = await aShopFront();
  await setCommission(front.operator, { levels: 1 });
});
afterEach(() => front.clear());
afterAll(() => front.close());

it('given a shopper who shares, then they apply, are approved, and see what they may earn', async () => {
  const { phone, shopper } = await front.shopper();
  await front.open(phone, '/promoter/index');
  await phone.seen('免费申请').waitFor();
  await phone.look('promoter-apply');
  await phone.tap('免费申请');
  await phone.seen('申请已提交，等待店铺审核').waitFor();
  await phone.look('promoter-applied');
  const { id } = await shopper.get<{ id: string }>('/shop/me');
  await front.operator.post(`/ops/promoters/${id}/approval`, { reason: '老顾客' });
  await front.open(phone, '/promoter/index');
  await phone.seen('可提现佣金').waitFor();
  await phone.look('promoter-centre-new');
  await phone.tap('佣金订单');
  await phone.seen('去选商品分享').waitFor();
  await phone.look('promoter-orders-empty');
  expect(phone.troubles).toEqual([]);
});

it('given commission that has settled, then it is withdrawn to WeChat and received there', async () => {
  const { phone, shopper } = await front.shopper();
  const { id } = await shopper.get<{ id: string }>('/shop/me');
  await shopper.post('/shop/promoter', { statement: '' });
  await front.operator.post(`/ops/promoters/${id}/approval`, { reason: '老顾客' });
  await settledFor(id, 12_345);
  await front.open(phone, '/promoter/withdraw');
  await phone.tap('全部提现');
  await phone.tap('微信零钱');
  await phone.look('promoter-withdraw-wechat');
  await phone.tap('提现 ¥123.45');
  await phone.tap('确认');
  await phone.seen('收款确认').waitFor();
  await phone.tap('取消');
  await phone.seen('提现记录').waitFor();
  await front.open(phone, '/promoter/index');
  await phone.seen('确认收款 ¥123.45').waitFor();
  await phone.look('promoter-to-receive');
  await phone.tap('确认收款 ¥123.45');
  await phone.tap(/^确认收款$/);
  await phone.seen('已收款，请在微信零钱中查看').waitFor();
  await front.open(phone, '/promoter/withdrawals');
  await phone.seen('已到账').waitFor();
  await phone.look('promoter-withdrawals-paid');
});

/** Commission that settled for them: an order and its fortnight would show no more. */
async function settledFor(shopperId: string, amountFen: number): Promise<void> {
  const { socketPath } = front.shop;
  const db = await createConnection({ socketPath, user: 'root', database: 'siyu' });
  await db.query(
    "INSERT INTO ledger_balance (shopper_id, account, balance) VALUES (?, 'commission.settled', ?)",
    [shopperId, amountFen],
  );
  await db.end();
}
