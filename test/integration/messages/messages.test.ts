import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message, OpsOrder, Page } from '@siyu/shared';
import { answered, asked, arrived } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, shipped } from '../../factories/fulfilment.js';
import { client, newKey } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, placed, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const SHIPPED = 'template-shipped';
const ANSWERED = 'template-answered';
const REFUNDED = 'template-refunded';
const SEND = '/cgi-bin/message/subscribe/send';

interface Sent {
  templateId: string;
  page: string;
  values: Record<string, string>;
}

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop({
    WECHAT_SUBSCRIBE_TEMPLATES: JSON.stringify({
      'order-shipped': SHIPPED,
      'after-sale-answered': ANSWERED,
      'refund-succeeded': REFUNDED,
    }),
    WECHAT_SUBSCRIBE_FIELDS: JSON.stringify({
      'after-sale-answered': { thing7: 'answer', phrase9: 'outcome' },
    }),
  });
  operator = await anOperator(shop);
});
afterEach(async () => {
  await client(shop.sandbox.url).del('/sandbox/switches');
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

async function someone(): Promise<void> {
  buyer = await aBuyer(shop);
}

/** What the shopper presses in WeChat's sheet, told to WeChat and by the mini-program to us. */
async function answer(templateId: string, said: 'accept' | 'reject' | 'ban', key = newKey()) {
  await client(shop.sandbox.url).post('/sandbox/subscribe', {
    openid: buyer.openid,
    templateIds: [templateId],
    answer: said,
  });
  const answers = [{ templateId, answer: said }];
  await buyer.post('/shop/subscriptions', { answers }, key);
}

/** What WeChat carried to the shopper, newest first. */
async function sent(): Promise<Sent[]> {
  return client(shop.sandbox.url).get<Sent[]>(`/sandbox/messages?openid=${buyer.openid}`);
}

async function aParcel(): Promise<OpsOrder> {
  return shipped(shop, operator, await aPaidOrder(shop, buyer, 1));
}

async function pushOf(orderId: string): Promise<string> {
  const sql = `SELECT push FROM message WHERE order_id = ? AND kind = 'order-shipped'`;
  const [row] = await shop.db.query(sql, [orderId]);
  return (row as { push: string }).push;
}

const inbox = () => buyer.get<Page<Message>>('/shop/messages');
const unread = async () =>
  (await buyer.get<{ unread: number }>('/shop/messages/unread-count')).unread;

describe('case 61: one acceptance, one message', () => {
  it('given one acceptance and two parcels, then WeChat carries one message; the inbox has both', async () => {
    await someone();
    await answer(SHIPPED, 'accept');
    const first = await aParcel();
    const second = await aParcel();

    expect(await sent()).toMatchObject([
      {
        templateId: SHIPPED,
        page: `orders/detail?id=${first.id}`,
        values: { thing2: '粗陶马克杯', thing3: '中通快递' },
      },
    ]);
    expect([await pushOf(first.id), await pushOf(second.id)]).toEqual(['sent', 'unwanted']);
    expect((await inbox()).items.map((one) => one.orderId)).toEqual([second.id, first.id]);
  });

  it('given no acceptance, then WeChat is not even asked', async () => {
    await someone();
    await setSwitches(shop, { errors: [{ path: SEND, times: 9, code: 40001 }] });
    const { id } = await aParcel();
    expect(await pushOf(id)).toBe('unwanted');
    expect(await unread()).toBe(1);
  });

  it('given WeChat says it was not accepted (43101), then it is not tried again, nor the next', async () => {
    await someone();
    await buyer.post('/shop/subscriptions', {
      answers: [{ templateId: SHIPPED, answer: 'accept' }],
    });
    await buyer.post('/shop/subscriptions', {
      answers: [{ templateId: SHIPPED, answer: 'accept' }],
    });
    const first = await aParcel();
    expect(await pushOf(first.id)).toBe('unwanted');
    expect(await shop.db.query(`SELECT id FROM due_job WHERE kind = 'message.send'`)).toEqual([]);

    await setSwitches(shop, { errors: [{ path: SEND, times: 1, code: 47003 }] });
    const second = await aParcel();
    expect(await pushOf(second.id)).toBe('unwanted');
  });

  it('given it was accepted and then banned, then nothing is sent', async () => {
    await someone();
    await answer(SHIPPED, 'accept');
    await answer(SHIPPED, 'ban');
    expect(await pushOf((await aParcel()).id)).toBe('unwanted');
    expect(await sent()).toEqual([]);
  });

  it('given it is rejected this time, then an earlier acceptance still counts', async () => {
    await someone();
    await answer(SHIPPED, 'accept');
    await answer(SHIPPED, 'reject');
    expect(await pushOf((await aParcel()).id)).toBe('sent');
    expect(await pushOf((await aParcel()).id)).toBe('unwanted');
  });

  it('given the same answer is told twice under one key, then it counts once', async () => {
    await someone();
    const key = newKey();
    await answer(SHIPPED, 'accept', key);
    await answer(SHIPPED, 'accept', key);
    expect(await pushOf((await aParcel()).id)).toBe('sent');
    expect(await pushOf((await aParcel()).id)).toBe('unwanted');
  });

  it('given a template that is none of ours, then it is no matter', async () => {
    await someone();
    await answer('some-other-template', 'accept');
    expect(
      await shop.db.query('SELECT * FROM subscription WHERE shopper_id = ?', [buyer.id]),
    ).toEqual([]);
  });
});

describe('given WeChat does not take a message', () => {
  it('when the template does not fit (47003), then it ends there and the acceptance is kept', async () => {
    await someone();
    await answer(SHIPPED, 'accept');
    await setSwitches(shop, { errors: [{ path: SEND, times: 1, code: 47003 }] });
    const first = await aParcel();
    expect(await pushOf(first.id)).toBe('failed');

    const second = await aParcel();
    expect(await pushOf(second.id)).toBe('sent');
  });

  it('when it is away, then it is tried again, and uses up one acceptance', async () => {
    await someone();
    await answer(SHIPPED, 'accept');
    const order = await aPaidOrder(shop, buyer, 1);
    await setSwitches(shop, { errors: [{ path: SEND, times: 2, code: -1 }] });
    await shipped(shop, operator, order);
    expect(await pushOf(order.id)).toBe('sending');

    for (let n = 0; n < 4; n++) {
      shop.clock.advance(5_000);
      await shop.settle();
    }
    expect(await pushOf(order.id)).toBe('sent');
    expect(await sent()).toHaveLength(1);
  });
});

describe('what shoppers are told of', () => {
  it('given an after-sale is answered and refunded, then of both, in the template’s own fields', async () => {
    await someone();
    await answer(ANSWERED, 'accept');
    await answer(REFUNDED, 'accept');
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    await answered(operator, id, 'approval', {
      answer: '非常抱歉给您带来不便，我们马上为您办理退款，请留意到账通知',
    });
    await arrived(shop);

    const [refund, reply] = await sent();
    expect(reply).toMatchObject({
      page: `after-sale/detail?id=${id}`,
      values: { thing7: '非常抱歉给您带来不便，我们马上为您办理…', phrase9: '已同意' },
    });
    expect(refund?.values).toMatchObject({ character_string1: order.id, amount2: '22.00元' });
    expect((await inbox()).items.map((one) => one.kind)).toEqual([
      'refund-succeeded',
      'after-sale-answered',
    ]);
  });

  it('given an order closes unpaid, then of that; not when they cancelled it themselves', async () => {
    await someone();
    const skuId = await aSkuFor(shop);
    const cancelled = await placed(buyer, [{ skuId, quantity: 1 }]);
    const left = await placed(buyer, [{ skuId, quantity: 1 }]);
    await buyer.post(`/shop/orders/${cancelled.id}/cancellation`);
    shop.clock.advance(30 * 60_000);
    await shop.settle();
    expect((await inbox()).items).toMatchObject([
      { kind: 'order-closed', orderId: left.id, facts: { reason: 'expired' }, readAt: null },
    ]);
  });
});

describe('given messages in the inbox', () => {
  it('when some are read, then those; when all are, then all; and nobody else’s', async () => {
    await someone();
    const reader = buyer;
    for (let n = 0; n < 3; n++) await aParcel();
    await someone();
    await aParcel();
    const stranger = buyer;
    buyer = reader;

    const { items, nextCursor } = await buyer.get<Page<Message>>('/shop/messages?limit=2');
    expect(items).toHaveLength(2);
    const rest = await buyer.get<Page<Message>>(`/shop/messages?limit=2&cursor=${nextCursor}`);
    expect(rest.items).toHaveLength(1);
    expect(await unread()).toBe(3);

    const theirs = (await stranger.get<Page<Message>>('/shop/messages')).items[0]!.id;
    await buyer.post('/shop/messages/read', { ids: [items[0]!.id, theirs] });
    expect(await unread()).toBe(2);
    await buyer.post('/shop/messages/read', {});
    await buyer.post('/shop/messages/read', {});
    expect(await unread()).toBe(0);
    buyer = stranger;
    expect(await unread()).toBe(1);
  });
});
