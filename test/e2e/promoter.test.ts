import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
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
