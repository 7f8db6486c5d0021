import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Remainder } from '@siyu/shared';
import { arrived, asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { claimed, couponCampaign } from '../../factories/coupon.js';
import { aPaidOrder, aSkuFor, received, shipped, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted, deletionOf } from '../../factories/personal-data.js';
import { aTrial, onSale, planBought, planPlaced, purchasesOf } from '../../factories/paid-plan.js';
import { balancesOf, earned, granted, setPoints } from '../../factories/points.js';
import { aBuyer, aRequest, placed, type Buyer } from '../../factories/purchase.js';
import { rechargeOf, rechargePlaced, setWallet } from '../../factories/recharge.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';
import { paidWith } from '../../factories/tenders.js';
import { aLot, balanceOf } from '../../factories/wallet.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await setPoints(shop);
  await setWallet(operator, { custom: { minFen: 100, maxFen: 100_000 } as never });
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const oneOf = async () => [{ skuId: await aSkuFor(shop), quantity: 1 }];
const refusalOf = (buyer: Buyer, givenUp: Remainder[] = []) =>
  buyer.refusal('POST', '/shop/me/deletion', { body: { givenUp } });

/** What someone may be in the middle of, and what is said to keep their account. */
const OPEN: [string, Remainder, (buyer: Buyer) => Promise<unknown>][] = [
  [
    'an order that is not paid',
    { kind: 'open-orders', amount: 1 },
    async (buyer) => placed(buyer, await oneOf()),
  ],
  [
    'an order that is not sent',
    { kind: 'open-orders', amount: 1 },
    (buyer) => aPaidOrder(shop, buyer, 1),
  ],
  [
    'a recharge that may still be paid',
    { kind: 'open-recharges', amount: 1 },
    (buyer) => rechargePlaced(buyer, rechargeOf(5_000)),
  ],
  [
    'a paid plan that may still be paid',
    { kind: 'open-plan-purchases', amount: 1 },
    async (buyer) => planPlaced(buyer, await onSale(operator)),
  ],
  [
    'principal',
    { kind: 'principal', amount: 700 },
    (buyer) => aLot(shop, buyer.id, { principal: 700, bonus: 0 }),
  ],
];

describe('case 63: given money or goods that are owed', () => {
  it.each(OPEN)(
    'when there is %s, then the account stays, and it says why',
    async (_, why, open) => {
      const buyer = await aBuyer(shop);
      await open(buyer);
      expect(await deletionOf(buyer)).toMatchObject({ blocks: [why] });
      expect(await refusalOf(buyer)).toBe('DELETION_BLOCKED');
      expect(await buyer.get('/shop/me')).toMatchObject({ id: buyer.id });
    },
  );

  it('when an after-sale is open and its refund has not arrived, then both are named', async () => {
    const buyer = await aBuyer(shop);
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    const kinds = async () => (await deletionOf(buyer)).blocks.map(({ kind }) => kind);
    expect(await kinds()).toEqual(['open-orders', 'open-after-sales']);
    await operator.post(`/ops/after-sales/${id}/approval`);
    expect(await kinds()).toContain('open-refunds');
    await shop.settle();
  });
});

describe('case 63: given what only its owner could use', () => {
  const GIVEN_UP: Remainder[] = [
    { kind: 'coupons', amount: 1 },
    { kind: 'bonus', amount: 800 },
    { kind: 'points', amount: 350 },
  ];

  async function withThings(): Promise<Buyer> {
    const buyer = await aBuyer(shop);
    await claimed(buyer, await couponCampaign(shop, operator));
    await aLot(shop, buyer.id, { principal: 0, bonus: 800 });
    await granted(shop, buyer.id, 300);
    await earned(shop, buyer.id, 5_000);
    return buyer;
  }

  it('when they give it up as it was shown, then it is gone and the books balance', async () => {
    const buyer = await withThings();
    const { blocks, givenUp } = await deletionOf(buyer);
    expect(blocks).toEqual([]);
    expect(givenUp).toHaveLength(GIVEN_UP.length);
    expect(givenUp).toEqual(expect.arrayContaining(GIVEN_UP));
    await deleted(shop, buyer);
    expect(await balanceOf(shop, buyer.id)).toMatchObject({ principal: 0, bonus: 0 });
    expect(await balancesOf(shop, buyer.id)).toMatchObject({ active: 0, pending: 0 });
    const coupons = await shop.db.query('SELECT state FROM coupon WHERE shopper_id = ?', [
      buyer.id,
    ]);
    expect(coupons).toEqual([{ state: 'revoked' }]);
  });

  it('when there is more by now than was shown, then they are shown it again', async () => {
    const buyer = await withThings();
    expect(await refusalOf(buyer, [])).toBe('DELETION_CHANGED');
    await granted(shop, buyer.id, 1);
    expect(await refusalOf(buyer, GIVEN_UP)).toBe('DELETION_CHANGED');
    expect(await balancesOf(shop, buyer.id)).toMatchObject({ active: 301 });
  });

  it('when an order could still be sent back, then the time for that is given up too', async () => {
    const buyer = await aBuyer(shop);
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    await received(shop, buyer, order.id);
    await shop.settle();
    const { blocks, givenUp } = await deletionOf(buyer);
    expect(blocks).toEqual([]);
    expect(givenUp).toContainEqual({ kind: 'after-sale-time', amount: 1 });
    await deleted(shop, buyer);
  });
});

describe('given a deleted account whose order was paid by balance', () => {
  it('when an operator refunds it, then the principal is paid by other means, on record', async () => {
    const buyer = await aBuyer(shop);
    await aLot(shop, buyer.id, { principal: 1_650, bonus: 550 });
    const order = await paidWith(shop, buyer, await oneOf(), { balanceFen: 2_200 });
    expect(order.paidBy).toMatchObject({ balanceFen: 2_200, wechatFen: 0 });
    await shipped(shop, operator, order);
    await received(shop, buyer, order.id);
    await deleted(shop, buyer);
    const path = `/ops/orders/${order.id}/refunds`;
    const body = { lines: unitsOf(order), reason: 'other', answer: '商家退款' };
    expect(await operator.refusal('POST', path, { body })).toBe('OFFLINE_REFERENCE_NEEDED');
    await operator.post(path, { ...body, offlineReference: '银行转账 20261118-01' });
    await arrived(shop);
    expect(await balanceOf(shop, buyer.id)).toMatchObject({ principal: 0, bonus: 0 });
  });
});

describe('given a paid plan whose term runs', () => {
  it('then its days are given up, the term does nothing more, and no second trial is had', async () => {
    const buyer = await aBuyer(shop);
    const trial = await onSale(operator, aTrial());
    await planBought(shop, buyer, trial);
    await planBought(shop, buyer, await onSale(operator));
    const { givenUp } = await deletionOf(buyer);
    expect(givenUp).toEqual([{ kind: 'paid-term', amount: 38 }]);
    await deleted(shop, buyer);
    const due = await shop.db.query(
      `SELECT id FROM paid_term WHERE shopper_id = ? AND (coupons_due_at IS NOT NULL
         OR remind_at IS NOT NULL)`,
      [buyer.id],
    );
    expect(due).toEqual([]);
    const again = await aShopper(shop, { openid: buyer.openid });
    expect(await again.refusal('POST', purchasesOf(trial), { body: { version: 1 } })).toBe(
      'PLAN_TRIAL_USED',
    );
  });
});

describe('given an order and a deletion of one person at the same moment', () => {
  it('then there is the order or the deletion, never both', async () => {
    for (let round = 0; round < 6; round++) {
      const buyer = await aBuyer(shop);
      const body = await aRequest(buyer, await oneOf());
      const [order, deletion] = await Promise.all([
        buyer.ask('POST', '/shop/orders', { body }),
        buyer.ask('POST', '/shop/me/deletion', { body: { givenUp: [] } }),
      ]);
      expect([order.status === 201, deletion.status === 204].filter(Boolean)).toHaveLength(1);
    }
  });
});

describe('given an account that was deleted a moment ago', () => {
  it('when another instance, not knowing yet, writes for it, then that is erased too', async () => {
    const ann = await aShopper(shop);
    await deleted(shop, ann);
    await shop.db.query(
      `INSERT INTO subscription (shopper_id, template_id, sends_left, updated_at) VALUES (?)`,
      [[ann.id, 'late', 1, shop.clock.now()]],
    );
    shop.clock.advance(2 * 60_000);
    await shop.settle();
    const left = await shop.db.query('SELECT * FROM subscription WHERE shopper_id = ?', [ann.id]);
    expect(left).toEqual([]);
  });
});
