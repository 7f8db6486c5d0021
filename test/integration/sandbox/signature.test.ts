import { createVerify, X509Certificate } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { systemClock } from '../../../server/sandbox/clock.js';
import { aNumber, aSandbox, Bench, type OpenSandbox } from './fixtures.js';
import { aMerchant, sent, signedCall, signedHeaders } from './merchant.js';

const CERTIFICATES = { method: 'GET', path: '/v3/certificates' } as const;
const MINUTE_MS = 60_000;

let sandbox: OpenSandbox;

beforeAll(async () => {
  sandbox = await aSandbox();
});

afterAll(() => sandbox.remove());

describe('given a request to WeChat Pay', () => {
  it('when the merchant signed it, then it is answered', async () => {
    expect((await signedCall(sandbox, CERTIFICATES)).status).toBe(200);
  });

  it('when it has no Authorization, then SIGN_ERROR', async () => {
    const { authorization, ...headers } = signedHeaders(sandbox, CERTIFICATES);
    expect(authorization).toContain('WECHATPAY2-SHA256-RSA2048 mchid=');
    expect(await sent(sandbox.url, CERTIFICATES, headers)).toMatchObject({
      status: 401,
      body: { code: 'SIGN_ERROR' },
    });
  });

  it('when it lacks Accept or User-Agent, then INVALID_REQUEST', async () => {
    const { 'user-agent': agent, ...headers } = signedHeaders(sandbox, CERTIFICATES);
    expect(agent).toBeDefined();
    expect(await sent(sandbox.url, CERTIFICATES, headers)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: 'Http头缺少Accept或User-Agent' },
    });
  });

  it.each([
    ['another scheme', 'Bearer token'],
    ['a field too few', 'WECHATPAY2-SHA256-RSA2048 mchid="1",nonce_str="n",timestamp="1"'],
  ])('when its Authorization has %s, then SIGN_ERROR', async (_case, authorization) => {
    const headers = { ...signedHeaders(sandbox, CERTIFICATES), authorization };
    expect((await sent(sandbox.url, CERTIFICATES, headers)).status).toBe(401);
  });

  it.each([-6, 6])('when its clock is %d minutes off, then SIGN_ERROR', async (minutes) => {
    const nowMs = systemClock.nowMs() + minutes * MINUTE_MS;
    expect(await signedCall(sandbox, { ...CERTIFICATES, nowMs })).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('5分钟') },
    });
  });

  it.each([-4, 4])('when its clock is %d minutes off, then it is answered', async (minutes) => {
    const nowMs = systemClock.nowMs() + minutes * MINUTE_MS;
    expect((await signedCall(sandbox, { ...CERTIFICATES, nowMs })).status).toBe(200);
  });

  it('when it comes a second time, then the spent nonce gives SIGN_ERROR', async () => {
    const headers = signedHeaders(sandbox, CERTIFICATES);
    expect((await sent(sandbox.url, CERTIFICATES, headers)).status).toBe(200);
    expect(await sent(sandbox.url, CERTIFICATES, headers)).toMatchObject({
      status: 401,
      body: { code: 'SIGN_ERROR' },
    });
  });

  it('when a byte of the body changed on the way, then SIGN_ERROR', async () => {
    const path = '/v3/pay/transactions/out-trade-no/ABCDEF/close';
    const headers = signedHeaders(sandbox, { method: 'POST', path, body: { mchid: '1' } });
    const changed = { method: 'POST', path, body: { mchid: '2' } } as const;
    expect((await sent(sandbox.url, changed, headers)).body['code']).toBe('SIGN_ERROR');
  });

  it('when its query changed on the way, then SIGN_ERROR', async () => {
    const path = '/v3/pay/transactions/id/4200?mchid=1';
    const headers = signedHeaders(sandbox, { method: 'GET', path });
    const changed = { method: 'GET', path: `${path}2` } as const;
    expect((await sent(sandbox.url, changed, headers)).body['code']).toBe('SIGN_ERROR');
  });

  it.each(['mchId', 'merchantSerial'])('when %s is another, then SIGN_ERROR', async (field) => {
    const credentials = { ...sandbox.credentials, [field]: 'ANOTHER' };
    const stranger = { ...sandbox, credentials };
    expect((await signedCall(stranger, CERTIFICATES)).body['code']).toBe('SIGN_ERROR');
  });

  it('when the path is unknown, then 404', async () => {
    expect((await signedCall(sandbox, { method: 'GET', path: '/v3/nothing' })).status).toBe(404);
  });
});

describe('given an answer of WeChat Pay', () => {
  function isSigned(headers: Headers, raw: string, key: string): boolean {
    const names = ['wechatpay-timestamp', 'wechatpay-nonce'];
    const lines = [...names.map((name) => headers.get(name)), raw];
    return createVerify('RSA-SHA256')
      .update(`${lines.join('\n')}\n`)
      .verify(key, headers.get('wechatpay-signature') ?? '', 'base64');
  }

  it('then a certificate that Node can read signed it', async () => {
    const [certificate] = sandbox.credentials.platformCertificates;
    const { serial, pem } = certificate ?? { serial: '', pem: '' };
    const { headers, raw } = await signedCall(sandbox, CERTIFICATES);
    expect(headers.get('wechatpay-serial')).toBe(serial);
    expect(isSigned(headers, raw, pem)).toBe(true);
    expect(isSigned(headers, `${raw} `, pem)).toBe(false);
    const x509 = new X509Certificate(pem);
    expect(x509.serialNumber).toBe(serial);
    expect(x509.verify(x509.publicKey)).toBe(true);
    expect(Date.parse(x509.validTo)).toBeGreaterThan(systemClock.nowMs());
  });

  it('when the merchant asks for the public key, then that key signed it', async () => {
    const { platformPublicKeyId, platformPublicKeyPem } = sandbox.credentials;
    const asked = { ...CERTIFICATES, headers: { 'Wechatpay-Serial': platformPublicKeyId } };
    const { headers, raw } = await signedCall(sandbox, asked);
    expect(platformPublicKeyId).toMatch(/^PUB_KEY_ID_\d+$/);
    expect(headers.get('wechatpay-serial')).toBe(platformPublicKeyId);
    expect(isSigned(headers, raw, platformPublicKeyPem)).toBe(true);
  });

  it('when it is an error, then it is not signed, as at WeChat', async () => {
    const path = `/v3/pay/transactions/id/4200?mchid=${sandbox.credentials.mchId}`;
    const { status, headers } = await signedCall(sandbox, { method: 'GET', path });
    expect(status).toBe(404);
    expect(headers.get('wechatpay-signature')).toBeNull();
  });
});

describe('given the platform certificates', () => {
  it('when the independent client downloads them, then it decrypts them', async () => {
    const [certificate] = await aMerchant(sandbox).get_certificates(sandbox.credentials.apiV3Key);
    expect(certificate?.serial_no).toBe(sandbox.credentials.platformCertificates[0]?.serial);
    const effective = certificate?.effective_time as unknown as string;
    expect(effective).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
  });

  it('when they are rotated, then old and new are listed and the new one signs', async () => {
    const [old] = sandbox.credentials.platformCertificates;
    await new Bench(sandbox.url).call('POST', '/sandbox/platform-certificate', {});
    const listed = await aMerchant(sandbox).get_certificates(sandbox.credentials.apiV3Key);
    expect(listed.map(({ serial_no }) => serial_no)).toContain(old?.serial);
    expect(listed).toHaveLength(2);
    const { headers } = await signedCall(sandbox, CERTIFICATES);
    expect(headers.get('wechatpay-serial')).toBe(listed[0]?.serial_no);
    expect(headers.get('wechatpay-serial')).not.toBe(old?.serial);
  });

  it('when an order is unknown, then the client sees ORDER_NOT_EXIST', async () => {
    const answer = await aMerchant(sandbox).query({ out_trade_no: aNumber() });
    expect(answer.status).toBe(404);
  });
});
