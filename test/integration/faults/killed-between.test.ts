import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Order, type Recharge, type TransferAnswer } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { unitsOf } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import type { TestOperator } from '../../factories/operator.js';
import { aProduct, aSku } from '../../factories/product.js';
import {
  aBuyer,
  orderOf,
  payInSheet,
  paymentIdOf,
  placed,
  prepaid,
  skuOf,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import {
  offeredPlan,
  rechargeBy,
  rechargePlaced,
  rechargePrepaid,
} from '../../factories/recharge.js';
import { aShopProcess, anOwner, freePort, type ShopProcess } from '../../factories/shop-process.js';
import { setSwitches } from '../../factories/shopper.js';
import { transfersOf } from '../../factories/transfer.js';
import { until } from '../../factories/until.js';
import { atWechat, refundsAtWechat } from '../../factories/wechat-side.js';
import { aWire, type Wire } from '../../factories/wire.js';

const PREPAY = '/v3/pay/transactions/jsapi';
const CLOSE = '/v3/pay/transactions/out-trade-no/';
const REFUND = '/v3/refund/domestic/refunds';
const TRANSFER = '/v3/fund-app/mch-transfer/transfer-bills';

let shop: ShopProcess;
/** From the server to WeChat, and from WeChat's notifications to the server. */
let outward: Wire;
let inward: Wire;
let buyer: Buyer;
let operator: TestOperator;
let skuId: string;

beforeAll(async () => {
  const port = String(await freePort());
  outward = await aWire(() => shop.sandbox.url);
  inward = await aWire(() => `http://127.0.0.1:${port}`);
  shop = await aShopProcess({ PORT: port, PUBLIC_URL: inward.url, WECHAT_PAY_URL: outward.url });
  await shop.stock(aProduct({ handle: 'mug', skus: [aSku({ stock: 100 })] }));
  skuId = await skuOf(shop, 'mug');
  buyer = await aBuyer(shop);
  operator = await anOwner(shop);
  // WeChat waits fifteen seconds before it notifies again, and a minute between refunds.
  await setSwitches(shop, { timeFactor: 100 });
});
afterEach(() => expectCleanAudit(shop));
afterAll(async () => {
  await shop.close();
  await outward.close();
  await inward.close();
});

/** WeChat has done what it was asked; the server dies before it hears of it. */
function serverDiesAfter(path: string): Promise<void> {
  return outward.tap('POST', path, () => shop.server.kill());
}

/** Starts the server again. What its dead predecessor had claimed is free, as it is in a minute. */
async function startedAgain(): Promise<void> {
  await shop.startServer();
  await shop.db.query('UPDATE due_job SET lease_until = UTC_TIMESTAMP(3) WHERE dead = 0');
}

async function paidOrder(): Promise<Order> {
  const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
  await payInSheet(shop, await prepaid(buyer, id));
  return until('the order is paid', async () => {
    const order = await orderOf(buyer, id);
    return order.state === 'to-ship' && order;
  });
}

describe('given the server is killed between WeChat’s answer and its own', () => {
  it('when it had asked for a prepay session, then the shopper gets another and pays once', async () => {
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const paymentId = await paymentIdOf(shop, id);
    const dead = serverDiesAfter(PREPAY);
    await expect(prepaid(buyer, id)).rejects.toThrow();
    await dead;
    expect(await atWechat(shop, paymentId)).toMatchObject({ state: 'NOTPAY' });

    await startedAgain();
    await payInSheet(shop, await prepaid(buyer, id));

    await until('the order is paid', async () => (await orderOf(buyer, id)).state === 'to-ship');
  });

  it('when it had closed the payment, then the order closes and its stock comes back', async () => {
    const before = await stockOf(shop, skuId);
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await prepaid(buyer, id);
    const paymentId = await paymentIdOf(shop, id);
    const dead = serverDiesAfter(CLOSE);
    await expect(buyer.post(`/shop/orders/${id}/cancellation`)).rejects.toThrow();
    await dead;
    expect(await atWechat(shop, paymentId)).toMatchObject({ state: 'CLOSED' });

    await startedAgain();

    await until('the order is closed', async () => (await orderOf(buyer, id)).state === 'closed');
    expect(await stockOf(shop, skuId)).toBe(before);
  });

  it('when it had refunded, then the refund is noted, and WeChat made one', async () => {
    const order = await paidOrder();
    await setSwitches(shop, { notifyLost: true });
    const paymentId = await paymentIdOf(shop, order.id);
    const dead = serverDiesAfter(REFUND);
    const lines = unitsOf(order);
    await operator
      .post(`/ops/orders/${order.id}/refunds`, { lines, reason: 'other', answer: '商家退款' })
      .catch(() => undefined);
    await dead;
    expect(await refundsAtWechat(shop, paymentId)).toEqual([order.totalFen]);

    await startedAgain();

    await until('the money is noted', async () => {
      return (await orderOf(buyer, order.id)).refundedFen === order.totalFen;
    });
    expect(await refundsAtWechat(shop, paymentId)).toEqual([order.totalFen]);
    await setSwitches(shop, { notifyLost: false });
  });
});

describe('given the server is killed between the payment it noted and its answer to WeChat', () => {
  it('when WeChat tells again, then the payment counts once', async () => {
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const sheet = await prepaid(buyer, id);
    const dead = inward.tap('POST', '/wechat/pay/notify', () => shop.server.kill());
    await payInSheet(shop, sheet);
    await dead;
    const payment = async () => {
      const sql = 'SELECT state, transaction_id AS transactionId FROM payment WHERE id = ?';
      const [found] = await shop.db.query(sql, [await paymentIdOf(shop, id)]);
      return found as { state: string };
    };
    let before: object = {};
    const again = inward.tap('POST', '/wechat/pay/notify', async () => {
      before = await payment();
    });
    await startedAgain();
    await again;

    expect(before).toMatchObject({ state: 'succeeded' });
    expect(await payment()).toEqual(before);
    expect((await orderOf(buyer, id)).timeline.filter((one) => one.kind === 'paid')).toHaveLength(
      1,
    );
  });
});

describe('given the server is killed on the way to a transfer', () => {
  /** At what moment it dies: WeChat knows nothing, is just being asked, has made it, has told. */
  const STRIKES: Record<string, () => Promise<Strike>> = {
    'before it has asked WeChat': async () => {
      await setSwitches(shop, { down: 'reset' });
      return async () => {
        await shop.server.kill();
        await setSwitches(shop, { down: 'no' });
      };
    },
    'while its request is on the wire': () => {
      const dead = outward.delay('POST', TRANSFER, () => shop.server.kill());
      return Promise.resolve(() => dead);
    },
    'once WeChat has made it': () => {
      const dead = serverDiesAfter(TRANSFER);
      return Promise.resolve(() => dead);
    },
  };

  /** A refund of a recharge that was paid over a year ago. */
  async function aTransferOf(fenSent: number, strike: () => Promise<Strike>): Promise<string> {
    const plan = await offeredPlan(operator, { principalFen: fen(fenSent), bonusFen: fen(0) });
    const { id } = await rechargePlaced(buyer, rechargeBy(plan));
    await payInSheet(shop, await rechargePrepaid(buyer, id));
    const recharge = () => buyer.get<Recharge>(`/shop/wallet/recharges/${id}`);
    await until('the recharge is paid', async () => (await recharge()).state === 'paid');
    const longAgo = 'UPDATE recharge SET paid_at = paid_at - INTERVAL 366 DAY WHERE id = ?';
    await shop.db.query(longAgo, [id]);
    const struck = await strike();
    const why = { cause: 'shop', reason: '门店停业', offlineReference: null };
    await operator
      .post(`/ops/recharges/${id}/refund`, { ...why, shownAmountFen: fenSent })
      .catch(() => undefined);
    await struck();
    await startedAgain();
    return until('the refund waits', async () => (await recharge()).refunds[0]?.id ?? false);
  }

  const receive = (refundId: string) =>
    buyer.post<TransferAnswer>(`/shop/wallet/refunds/${refundId}/transfer`);

  async function confirmed(refundId: string): Promise<void> {
    const request = await until('it waits for its shopper', async () => {
      return (await receive(refundId)).request ?? false;
    });
    const body = { ...request, answer: 'confirm' };
    await client(shop.sandbox.url).post('/sandbox/confirm-transfer', body);
  }

  async function arrivedOnce(refundId: string, fenSent: number): Promise<void> {
    await until('the money is noted', async () => {
      const sql = 'SELECT refunded_at AS at FROM recharge_refund WHERE id = ?';
      const [found] = (await shop.db.query(sql, [refundId])) as [{ at: Date | null }];
      return found.at !== null;
    });
    const made = (await transfersOf(shop, buyer.openid)).filter(
      ({ amountFen }) => amountFen === fenSent,
    );
    expect(made.map(({ state }) => state)).toEqual(['SUCCESS']);
  }

  it.each(Object.keys(STRIKES).map((when, index) => [when, 1_001 + index] as const))(
    'when it dies %s, then one transfer is made, and paid once',
    async (when, fenSent) => {
      const refundId = await aTransferOf(fenSent, STRIKES[when]!);
      await confirmed(refundId);
      await arrivedOnce(refundId, fenSent);
    },
  );

  it('when it dies once it noted that it was confirmed, then WeChat tells again to no effect', async () => {
    const refundId = await aTransferOf(2_000, () => Promise.resolve(() => shop.server.kill()));
    const dead = inward.tap('POST', '/wechat/pay/notify', () => shop.server.kill());
    await confirmed(refundId);
    await dead;
    const again = inward.tap('POST', '/wechat/pay/notify', () => Promise.resolve());
    await startedAgain();
    await again;
    await arrivedOnce(refundId, 2_000);
    expect(await receive(refundId)).toEqual({ state: 'succeeded', request: null });
  });
});

type Strike = () => Promise<void>;
