import { expect } from '@jest/globals';

import type { Heard } from './ear.js';
import type { OpenSandbox } from './fixtures.js';
import { aMerchant, signedCall } from './merchant.js';

/** Whether the independent client takes the notification for WeChat's. */
export async function isGenuine(
  sandbox: Pick<OpenSandbox, 'url' | 'credentials'>,
  { headers, body }: Heard,
  nowMs: number,
): Promise<boolean> {
  const serial = String(headers['wechatpay-serial']);
  const { platformPublicKeyId, platformPublicKeyPem, apiV3Key } = sandbox.credentials;
  const merchant = aMerchant(sandbox);
  const known = merchant.constructor as unknown as { certificates: Record<string, string> };
  known.certificates[platformPublicKeyId] = platformPublicKeyPem;
  if (!(serial in known.certificates)) {
    const listed = await signedCall(sandbox, { method: 'GET', path: '/v3/certificates', nowMs });
    const data = listed.body['data'] as Record<string, Record<string, string>>[];
    const { ciphertext = '', nonce = '' } = data[0]?.['encrypt_certificate'] ?? {};
    known.certificates[serial] = merchant.decipher_gcm(ciphertext, 'certificate', nonce, apiV3Key);
  }
  const [timestamp, nonce, signature] = ['timestamp', 'nonce', 'signature'].map((name) =>
    String(headers[`wechatpay-${name}`]),
  ) as [string, string, string];
  return merchant.verifySign({ timestamp, nonce, signature, serial, body });
}

/** What a notification's resource holds. */
export interface Content {
  readonly appid: string;
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly amount: { readonly total: number };
}

/** The resource, decrypted by the independent client. */
export function opened(
  sandbox: Pick<OpenSandbox, 'url' | 'credentials'>,
  { body }: Heard,
): Content {
  const { ciphertext, associated_data, nonce } = JSON.parse(body).resource;
  return aMerchant(sandbox).decipher_gcm<Content>(ciphertext, associated_data, nonce);
}

export function onlyOne(heard: readonly Heard[]): Heard {
  expect(heard).toHaveLength(1);
  return heard[0] as Heard;
}
