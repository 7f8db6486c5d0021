import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSaleInput, OpsOrder, Order, OrderSummary, Page } from '@siyu/shared';
import { asked, uploadedBy } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, received, shipped } from '../../factories/fulfilment.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { aNewcomer, aPhone, bound, newcomerPrice } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted, placesOf } from '../../factories/personal-data.js';
import { paid, placed, quoted, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

let shop: TestShop;
let operator: TestOperator;
let newcomerSku: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  ({ skuId: newcomerSku } = await newcomerPrice(shop, operator));
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** Someone whose order was received: with a phone, a name, a cart, a photo and a remark. */
async function aCustomer(): Promise<{ ann: Buyer; phone: string; order: Order }> {
  const phone = aPhone();
  const ann = await aNewcomer(shop, { address: { recipient: '阮小五', phone } });
  await bound(shop, ann, phone);
  await ann.put('/shop/member/profile', { nickname: '小五哥', birthday: '02-29' });
  const order = await aPaidOrder(shop, ann, 2, { stock: 9 });
  await ann.put(`/shop/cart/lines/${order.lines[0]!.skuId}`, { quantity: 1 });
  await shipped(shop, operator, order);
  await received(shop, ann, order.id);
  await shop.settle();
  return { ann, phone, order };
}

describe('given an account that was deleted', () => {
  it('then nothing in the shop says who it was, and the order stands as it was sold', async () => {
    const { ann, phone, order } = await aCustomer();
    expect(await placesOf(shop, phone)).not.toEqual([]);
    await deleted(shop, ann);
    for (const words of [ann.openid, phone, '阮小五', '小五哥'])
      expect([words, await placesOf(shop, words)]).toEqual([words, []]);
    const seen = await operator.get<OpsOrder>(`/ops/orders/${order.id}`);
    expect(seen).toMatchObject({ state: 'completed', totalFen: order.totalFen });
    expect(seen.address).toMatchObject({ recipient: '已注销顾客', province: '浙江省' });
  });

  it('then no session of theirs is good any more', async () => {
    const { ann } = await aCustomer();
    await deleted(shop, ann);
    expect(await ann.refusal('GET', '/shop/me')).toBe('SESSION_EXPIRED');
    const { refreshToken } = ann.session;
    const refresh = { body: { refreshToken } };
    expect(await ann.refusal('POST', '/shop/session/refresh', refresh)).toBe('SESSION_EXPIRED');
  });

  it('then the photos they had sent are gone, bytes and all', async () => {
    const { ann, order } = await aCustomer();
    const photo = await uploadedBy(shop, ann);
    const given: Partial<AfterSaleInput> = {
      ...{ reason: 'defective', description: '碎了', pictureIds: [photo.id] },
    };
    const { id } = await asked(ann, order, given);
    await operator.post(`/ops/after-sales/${id}/rejection`, { answer: '照片看不清' });
    await deleted(shop, ann);
    expect((await fetch(shop.url + photo.url)).status).toBe(404);
    const [told] = await shop.db.query('SELECT description, answer FROM after_sale WHERE id = ?', [
      id,
    ]);
    expect(told).toEqual({ description: '', answer: '' });
  });

  it('when an order that had closed turns out to be paid, then the money goes back by itself', async () => {
    const ann = await aNewcomer(shop);
    const { id } = await placed(ann, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
    await paidButClosedHere(shop, ann, id);
    await deleted(shop, ann);
    await newsComes(shop, id);
    await shop.settle();
    expect(await operator.get<OpsOrder>(`/ops/orders/${id}`)).toMatchObject({ state: 'closed' });
    const [refund] = await shop.db.query(
      'SELECT refund.state FROM refund JOIN payment ON payment.id = payment_id WHERE payment.subject_id = ?',
      [id],
    );
    expect(refund).toEqual({ state: 'succeeded' });
    expect(await placesOf(shop, ann.openid)).toEqual([]);
  });

  it('when the same person logs in again, then they begin anew, and not as a newcomer', async () => {
    const { ann, order } = await aCustomer();
    await deleted(shop, ann);
    const again = await aNewcomer(shop, { openid: ann.openid });
    expect(again.id).not.toBe(ann.id);
    expect((await again.get<Page<OrderSummary>>('/shop/orders')).items).toEqual([]);
    expect(await again.refusal('GET', `/shop/orders/${order.id}`)).toBe('ORDER_NOT_FOUND');
    const { totalFen } = await quoted(again, [{ skuId: newcomerSku, quantity: 1 }]);
    expect(totalFen).toBe(6_900);
  });

  it('when they had a newcomer’s benefit, then their phone has none again either', async () => {
    const phone = aPhone();
    const ann = await aNewcomer(shop);
    await bound(shop, ann, phone);
    const order = await paid(shop, ann, [{ skuId: newcomerSku, quantity: 1 }]);
    await shipped(shop, operator, order);
    await received(shop, ann, order.id);
    await deleted(shop, ann);
    const bo = await aNewcomer(shop);
    const price = async () => (await quoted(bo, [{ skuId: newcomerSku, quantity: 1 }])).totalFen;
    expect(await price()).toBe(990);
    await bound(shop, bo, phone);
    expect(await price()).toBe(6_900);
  });

  it('when another shopper is there, then nothing of theirs is touched', async () => {
    const [bo, { ann }] = [await aShopper(shop), await aCustomer()];
    const before = await bo.get('/shop/me');
    await deleted(shop, ann);
    expect(await bo.get('/shop/me')).toEqual(before);
  });
});
