import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Order,
  Page as Listed,
  PayAnswer,
  PlacedOrder,
  Product,
  ProductCard,
  Recharge,
  RechargePlan,
  VersionedPointsSettings,
  VersionedWalletSettings,
  WalletView,
} from '@siyu/shared';
import { createConnection } from 'mysql2/promise';
import { fen } from '../../shared/src/money.js';
import { client, type Client } from '../factories/http.js';
import { aPlan, rechargeBy } from '../factories/recharge.js';
import { addAddress } from '../factories/shopper.js';
import type { Phone } from './phone.js';
import { aShopFront, type ShopFront } from './shop-front.js';

const PHONE = { width: 390, height: 844 };
const SMALL = { width: 320, height: 568 };

let front: ShopFront;
let skuId: string;
let plans: RechargePlan[];

beforeAll(async () => {
  front = await aShopFront();
  skuId = await aSkuOnSale();
  plans = await sellsStoredValue(front.operator);
});
afterEach(() => front.clear());
afterAll(() => front.close());

async function aSkuOnSale(): Promise<string> {
  const read = client(front.shop.url);
  const { items } = await read.get<Listed<ProductCard>>('/shop/products?limit=20');
  const card = items.find((one) => one.title === '大豆蜡香薰蜡烛') ?? items[0]!;
  const { skus } = await read.get<Product>(`/shop/products/${card.id}`);
  return skus.find((sku) => sku.stock > 10)!.id;
}

/** Two plans, amounts of one's own, and a shop that takes points. */
async function sellsStoredValue(operator: Client): Promise<RechargePlan[]> {
  const points = await operator.get<VersionedPointsSettings>('/ops/points/settings');
  const settings = { ...points.settings, isOn: true };
  await operator.put('/ops/points/settings', { ...points, settings });
  const wallet = await operator.get<VersionedWalletSettings>('/ops/wallet/settings');
  const custom = { minFen: fen(1_000), maxFen: fen(200_000) };
  const limits = { custom, confirmAboveFen: fen(5_000) };
  await operator.put('/ops/wallet/settings', {
    ...{ version: wallet.version, settings: { ...wallet.settings, ...limits } },
  });
  const offered = [
    aPlan({ principalFen: fen(10_000), bonusFen: fen(1_000), position: 1 }),
    aPlan({ principalFen: fen(50_000), bonusFen: fen(8_000), growth: 200, position: 2 }),
  ];
  // One after the other: they are shown in the order in which they are made.
  return offered.reduce<Promise<RechargePlan[]>>(
    async (made, plan) => [
      ...(await made),
      await operator.post<RechargePlan>('/ops/wallet/plans', plan),
    ],
    Promise.resolve([]),
  );
}

async function given(shopper: Client, points: number): Promise<void> {
  const { id: shopperId } = await shopper.get<{ id: string }>('/shop/me');
  await front.operator.post('/ops/points/adjustments', { shopperId, points, reason: '周年礼' });
}

async function recharged(shopper: Client, plan: RechargePlan): Promise<Recharge> {
  const { id } = await shopper.post<Recharge>('/shop/wallet/recharges', rechargeBy(plan));
  const { jsapi } = await shopper.post<PayAnswer>(`/shop/wallet/recharges/${id}/payment`);
  await client(front.shop.sandboxUrl).post('/sandbox/pay', jsapi);
  return shopper.post<Recharge>(`/shop/wallet/recharges/${id}/payment/check`);
}

/** WeChat refunds nothing that was paid so long ago. */
async function paidLastYear(rechargeId: string): Promise<void> {
  const place = { socketPath: front.shop.socketPath, user: 'root', database: 'siyu' };
  const db = await createConnection(place);
  const sql = 'UPDATE recharge SET paid_at = paid_at - INTERVAL 366 DAY WHERE id = ?';
  await db.query(sql, [rechargeId]);
  await db.end();
}

async function newestOrder(shopper: Client): Promise<Order> {
  const { items } = await shopper.get<Listed<PlacedOrder>>('/shop/orders');
  return shopper.get<Order>(`/shop/orders/${items[0]!.id}`);
}

const submit = (phone: Phone) => phone.page.locator('.checkout-decision .button:visible');

describe('given a shop that offers stored value', () => {
  it('when someone recharges in the sheet, then the balance has principal and bonus', async () => {
    const { phone, shopper } = await front.shopper();
    await front.open(phone, '/me/index');
    await phone.tap('储值余额');
    await phone.seen('充值说明').waitFor();
    await phone.look('90-wallet-empty');
    await phone.tap('¥100');
    await phone.look('91-wallet-plan');
    await phone.tap('充值 ¥100');
    await phone.seen('到账赠送金').waitFor();
    await phone.look('92-wallet-confirm');
    await phone.tap('微信支付 ¥100');
    await phone.tap('确认支付');
    await phone.seen('充值成功').waitFor();
    await phone.look('93-recharged');
    const wallet = await shopper.get<WalletView>('/shop/wallet');
    expect(wallet).toMatchObject({ principalFen: 10_000, bonusFen: 1_000, heldFen: 0 });
  });

  it('when a refund of last year waits for its shopper, then they receive it in WeChat’s sheet', async () => {
    const { phone, shopper } = await front.shopper();
    const { id } = await recharged(shopper, plans[0]!);
    await paidLastYear(id);
    const refund = { cause: 'shop', reason: '门店停业', shownAmountFen: 10_000 };
    const ask = { ...refund, payeeName: null, offlineReference: null };
    await front.operator.post(`/ops/recharges/${id}/refund`, ask);
    await front.open(phone, `/wallet/recharge?id=${id}`);
    await phone.seen('待你收款').waitFor();
    await phone.look('99-refund-to-receive');
    await phone.tap('确认收款 ¥100');
    await phone.seen('收款至').waitFor();
    await phone.look('99-transfer-sheet');
    await phone.tap('确认收款');
    await phone.seen('款项已退回，退款部分不再可用').waitFor();
    await phone.look('99-refund-received');
    const { refunds } = await shopper.get<Recharge>(`/shop/wallet/recharges/${id}`);
    expect(refunds[0]?.refundedAt).not.toBeNull();
  });

  it('when an amount is typed that may not be, then the page says so and takes no money', async () => {
    const { phone } = await front.shopper(SMALL);
    await front.open(phone, '/wallet/index');
    await phone.tap('其他金额');
    await phone.fill('其他金额', '5');
    await phone.seen('请输入 ¥10 至 ¥2000，最多两位小数').waitFor();
    await phone.look('94-wallet-typed-small');
    await phone.fill('其他金额', '88');
    await phone.tap('充值 ¥88');
    await phone.seen('微信支付 ¥88').waitFor();
    await phone.look('95-wallet-confirm-small');
  });
});

describe('given points and a balance', () => {
  it('when both pay a part, then WeChat takes the rest and the order says who paid what', async () => {
    const { phone, shopper } = await front.shopper();
    await addAddress(shopper);
    await given(shopper, 2_000);
    await recharged(shopper, plans[0]!);
    await front.open(phone, `/checkout/index?lines=${skuId}x3`);
    await phone.tap('积分抵扣');
    await phone.tap('储值余额');
    await phone.look('96-checkout-tenders');
    const { paidBy } = await paysTheRest(phone, shopper);
    expect(paidBy).toMatchObject({ pointsFen: 2_000, balanceFen: 11_000 });
    expect(paidBy.wechatFen).toBeGreaterThan(0);
    await phone.tap('查看订单');
    await phone.seen('储值余额支付').waitFor();
    await phone.seen('储值余额支付').scrollIntoViewIfNeeded();
    await phone.look('98-order-tenders');
    await front.open(phone, '/wallet/statement');
    await phone.seen('下单占用').waitFor();
    await phone.look('99-statement');
    expect(front.command('audit.js')).toContain('0 violations');
  });

  it('when the balance pays all of it, then no sheet of WeChat’s is shown', async () => {
    const { phone, shopper } = await front.shopper(SMALL);
    await addAddress(shopper);
    await recharged(shopper, plans[1]!);
    await front.open(phone, `/checkout/index?lines=${skuId}x1`);
    await phone.tap('储值余额');
    await phone.seen(/^余额支付 ¥/).waitFor();
    await phone.look('100-checkout-balance-small');
    await submit(phone).click();
    await phone.tap('确认使用');
    await phone.seen('付款成功').waitFor();
    expect((await newestOrder(shopper)).paidBy.wechatFen).toBe(0);
  });

  async function paysTheRest(phone: Phone, shopper: Client): Promise<Order> {
    await submit(phone).click();
    await phone.seen('确认使用').waitFor();
    await phone.look('97-checkout-confirm');
    await phone.tap('确认使用');
    await phone.tap('确认支付');
    await phone.seen('付款成功').waitFor();
    return newestOrder(shopper);
  }
});

describe('given a recharge of today', () => {
  it('when it is asked back, then the calculation comes first and the principal goes back', async () => {
    const { phone, shopper } = await front.shopper(PHONE, 'en-US');
    const { id } = await recharged(shopper, plans[0]!);
    await front.open(phone, '/wallet/index');
    await phone.seen('How it works').waitFor();
    await phone.look('101-wallet-english');
    await front.open(phone, `/wallet/recharge?id=${id}`);
    await phone.tap('Ask for a refund');
    await phone.seen('Refund ¥100').waitFor();
    await phone.look('102-refund-english');
    await phone.tap('Refund ¥100');
    await phone.seen('¥100 refunded').waitFor();
    await phone.look('103-refunded-english');
    const wallet = await shopper.get<WalletView>('/shop/wallet');
    expect(wallet).toMatchObject({ principalFen: 0, bonusFen: 0 });
    await front.open(phone, '/wallet/statement');
    await phone.tap('Recharge refunded');
    await phone.seen('¥100 refunded').waitFor();
    await phone.seen(/^Refund ¥100/).waitFor();
  });
});
