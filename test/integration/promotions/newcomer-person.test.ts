import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewcomerFlag, Page } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { aNewcomer, aPhone, bound, newcomerPrice } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { paidBy } from '../../factories/paid-by.js';
import { orderOf, paid, placed, quoted, type Buyer } from '../../factories/purchase.js';
import { setSwitches } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  ({ skuId } = await newcomerPrice(shop, operator));
});
afterAll(() => shop.close());
afterEach(() => expectCleanAudit(shop));

const one = () => [{ skuId, quantity: 1 }];
const priceFor = async (buyer: Buyer) => (await quoted(buyer, one())).totalFen;
/** A SKU that nobody sells to newcomers for less. */
const plainSku = () => newcomerPrice(shop, operator, { prices: [] });
const flags = () => operator.get<Page<NewcomerFlag>>('/ops/newcomer/flags');

describe('case 27: given two openids of one person', () => {
  it('when both bind one phone, then they have one benefit', async () => {
    const [ann, bo] = [await aNewcomer(shop), await aNewcomer(shop)];
    const phone = aPhone();
    await bound(shop, ann, phone);
    await placed(ann, one());
    expect(await priceFor(bo)).toBe(990);
    await bound(shop, bo, phone);
    expect(await priceFor(bo)).toBe(6_900);
  });

  it('when one has it sent with the phone that the other bound, then too', async () => {
    const phone = aPhone();
    const [ann, bo] = [await aNewcomer(shop), await aNewcomer(shop, { address: { phone } })];
    await bound(shop, ann, phone);
    await paid(shop, ann, one());
    expect(await priceFor(bo)).toBe(6_900);
  });

  it('when WeChat says they are one (unionid), then too', async () => {
    await setSwitches(shop, { unionIds: true });
    const ann = await aNewcomer(shop);
    await setSwitches(shop, { unionIds: false });
    const bo = await aNewcomer(shop);
    const [found] = await shop.db.query('SELECT unionid FROM shopper WHERE id = ?', [ann.id]);
    await shop.db.query('UPDATE shopper SET unionid = ? WHERE id = ?', [found.unionid, bo.id]);
    await placed(ann, one());
    expect(await priceFor(bo)).toBe(6_900);
  });

  it('when it goes to one door, however that is written, then too', async () => {
    const [ann, bo] = [
      await aNewcomer(shop, { address: { detail: '莫干山路 77 号 2 幢 301 室' } }),
      await aNewcomer(shop, { address: { detail: '西湖区莫干山路７７号2-301(放门口)' } }),
    ];
    const { id } = await placed(ann, one());
    expect(await priceFor(bo)).toBe(6_900);
    await ann.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
    expect(await priceFor(bo)).toBe(990);
  });

  it('when the one before paid an order without a benefit to that door, then too', async () => {
    const address = { detail: '天目山路 8 号 901' };
    const plain = await plainSku();
    await paid(shop, await aNewcomer(shop, { address }), [{ skuId: plain.skuId, quantity: 1 }]);
    await shop.settle();
    expect(await priceFor(await aNewcomer(shop, { address }))).toBe(6_900);
  });

  it('when an operator says many live there, then each has their own', async () => {
    const place = {
      province: '浙江省',
      city: '杭州市',
      district: '西湖区',
      detail: '浙大路 38 号',
    };
    const added = await operator.post<{ id: string }>('/ops/newcomer/address-exceptions', {
      ...{ ...place, note: '宿舍' },
    });
    const room = { detail: '浙大路38号3号楼502' };
    const [ann, bo] = [
      await aNewcomer(shop, { address: room }),
      await aNewcomer(shop, { address: room }),
    ];
    await placed(ann, one());
    expect((await placed(bo, one())).totalFen).toBe(990);
    const again = { body: { ...place, detail: '浙大路38', note: '' } };
    expect(await operator.refusal('POST', '/ops/newcomer/address-exceptions', again)).toBe(
      'CONFLICT',
    );
    expect(await operator.get('/ops/newcomer/address-exceptions')).toMatchObject([
      { id: added.id },
    ]);
    const path = `/ops/newcomer/address-exceptions/${added.id}`;
    expect(await operator.refusal('DELETE', path)).toBeNull();
    const cy = await aNewcomer(shop, { address: room });
    const paidThere = await paid(shop, ann, [{ skuId: (await plainSku()).skuId, quantity: 1 }]);
    expect(paidThere.state).toBe('to-ship');
    await shop.settle();
    expect(await priceFor(cy)).toBe(6_900);
  });
});

describe('given money that came', () => {
  it('when somebody paid who has had a first order, then the order stands and is flagged', async () => {
    const [ann, payer] = [await aNewcomer(shop), await aNewcomer(shop)];
    const first = await paid(shop, payer, one());
    const { id } = await placed(ann, one());
    await paidBy(shop, payer.openid, id);
    expect(await orderOf(ann, id)).toMatchObject({ state: 'to-ship', totalFen: 990 });
    expect((await flags()).items[0]).toMatchObject({
      ...{ orderId: id, kind: 'openid', takenBy: first.id },
    });
  });

  it('when somebody paid who has none yet, then theirs is over', async () => {
    const [ann, payer] = [await aNewcomer(shop), await aNewcomer(shop)];
    const { id } = await placed(ann, one());
    await paidBy(shop, payer.openid, id);
    expect(await priceFor(payer)).toBe(6_900);
    expect((await flags()).items.filter((flag) => flag.orderId === id)).toEqual([]);
  });

  it('when somebody paid who bought at the usual price before, then it is flagged too', async () => {
    const [ann, payer] = [await aNewcomer(shop), await aNewcomer(shop)];
    await paid(shop, payer, [{ skuId: (await plainSku()).skuId, quantity: 1 }]);
    const { id } = await placed(ann, one());
    await paidBy(shop, payer.openid, id);
    expect((await flags()).items[0]).toMatchObject({ orderId: id, kind: 'openid', takenBy: null });
  });

  it('case 03: when it came late and another order has the benefit, then both stand', async () => {
    const ann = await aNewcomer(shop);
    const late = await placed(ann, one());
    await paidButClosedHere(shop, ann, late.id);
    const second = await placed(ann, one());
    expect(second.totalFen).toBe(990);
    await newsComes(shop, late.id);
    expect(await orderOf(ann, late.id)).toMatchObject({ state: 'to-ship', totalFen: 990 });
    const found = (await flags()).items.filter((flag) => flag.orderId === late.id);
    expect(found.map(({ takenBy }) => takenBy)).toEqual(found.map(() => second.id));
    expect(found.map(({ kind }) => kind).sort()).toEqual(['address', 'openid', 'phone']);
  });
});
