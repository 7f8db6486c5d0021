import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Ear } from './ear.js';
import { aNumber, aSandbox, Bench, until, type OpenSandbox } from './fixtures.js';
import { aMerchant } from './merchant.js';

let sandbox: OpenSandbox;
let bench: Bench;
let ear: Ear;
let notifyUrl: string;

beforeAll(async () => {
  sandbox = await aSandbox();
  bench = new Bench(sandbox.url);
  ear = new Ear();
  notifyUrl = `${await ear.listen()}/notify`;
});

afterAll(async () => {
  await ear.close();
  await sandbox.remove();
});

describe('given a shopper who pays by the independent client', () => {
  const outTradeNo = aNumber();
  const outRefundNo = aNumber('R');

  it('when the order is placed, then it has a prepay and is unpaid', async () => {
    const pay = aMerchant(sandbox);
    const openid = await bench.openid(sandbox.credentials);
    const answer = await pay.transactions_jsapi({
      description: '蚕丝被 1.8米',
      out_trade_no: outTradeNo,
      notify_url: notifyUrl,
      amount: { total: 129_900 },
      payer: { openid },
    });
    expect(answer.status).toBe(200);
    const signed = answer.data as Record<string, string>;
    const sheet = await bench.call<object>(
      'GET',
      `/sandbox/prepay/${signed['package']?.replace('prepay_id=', '')}`,
    );
    expect(sheet).toMatchObject({
      description: '蚕丝被 1.8米',
      amountFen: 129_900,
      state: 'NOTPAY',
    });
    expect((await pay.query({ out_trade_no: outTradeNo })).data).toMatchObject({
      trade_state: 'NOTPAY',
    });
    expect(await bench.call('POST', '/sandbox/pay', signed)).toEqual({
      errMsg: 'requestPayment:ok',
    });
  });

  it('when it is paid, then the notification verifies, decrypts and says so', async () => {
    await until(() => ear.heard.length === 1);
    const [{ headers, body }] = ear.heard as [(typeof ear.heard)[0]];
    const pay = aMerchant(sandbox);
    const isGenuine = await pay.verifySign({
      timestamp: String(headers['wechatpay-timestamp']),
      nonce: String(headers['wechatpay-nonce']),
      serial: String(headers['wechatpay-serial']),
      signature: String(headers['wechatpay-signature']),
      body,
      apiSecret: sandbox.credentials.apiV3Key,
    });
    expect(isGenuine).toBe(true);
    const { resource } = JSON.parse(body);
    const { ciphertext, associated_data, nonce } = resource;
    expect(pay.decipher_gcm(ciphertext, associated_data, nonce)).toMatchObject({
      out_trade_no: outTradeNo,
      trade_state: 'SUCCESS',
      amount: { total: 129_900 },
    });
  });

  it('when it is refunded, then the refund is the same however often it is asked for', async () => {
    const pay = aMerchant(sandbox);
    const ask = { out_trade_no: outTradeNo, out_refund_no: outRefundNo, notify_url: notifyUrl };
    const amount = { refund: 900, total: 129_900, currency: 'CNY' };
    const first = await pay.refunds({ ...ask, amount });
    const second = await pay.refunds({ ...ask, amount });
    expect(first.status).toBe(200);
    expect(second.data?.refund_id).toBe(first.data?.refund_id);
    await until(() => ear.heard.length === 2);
    expect(JSON.parse(ear.heard[1]?.body ?? '{}').event_type).toBe('REFUND.SUCCESS');
    expect((await pay.find_refunds(outRefundNo)).data).toMatchObject({ status: 'SUCCESS' });
    expect((await pay.query({ out_trade_no: outTradeNo })).data).toMatchObject({
      trade_state: 'REFUND',
    });
  });

  it('when a paid order is closed, then ORDERPAID; an unpaid one closes', async () => {
    const pay = aMerchant(sandbox);
    expect(await pay.close(outTradeNo)).toMatchObject({ status: 400 });
    const openid = await bench.openid(sandbox.credentials);
    const unpaid = aNumber();
    await pay.transactions_jsapi({
      description: '枕套',
      out_trade_no: unpaid,
      notify_url: notifyUrl,
      amount: { total: 100 },
      payer: { openid },
    });
    expect(await pay.close(unpaid)).toMatchObject({ status: 204 });
    expect((await pay.query({ out_trade_no: unpaid })).data).toMatchObject({
      trade_state: 'CLOSED',
    });
  });
});
