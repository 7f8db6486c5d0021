import { randomBytes } from 'node:crypto';
import { AGREEMENT_VERSION, type Address, type AddressInput, type Session } from '@siyu/shared';
import { client, type Client } from './http.js';
import type { TestShop } from './shop.js';

/** Where a shop is, in this process or in another. */
export type Place = Pick<TestShop, 'url'> & { sandbox: Pick<TestShop['sandbox'], 'url'> };

/** Someone with a phone, logged in. */
export interface TestShopper extends Client {
  id: string;
  openid: string;
  session: Session;
}

/** A shopper who has agreed and logged in; the same `openid` is the same person. */
export async function aShopper(
  shop: Place,
  over: { openid?: string; anonymousId?: string; installationId?: string } = {},
): Promise<TestShopper> {
  const openid = over.openid ?? newOpenid();
  const session = await client(shop.url).post<Session>('/shop/login', {
    code: await loginCode(shop, openid),
    agreementVersion: AGREEMENT_VERSION,
    ...(over.anonymousId === undefined ? {} : { anonymousId: over.anonymousId }),
    ...(over.installationId === undefined ? {} : { installationId: over.installationId }),
  });
  return asShopper(shop, openid, session);
}

/** The same person with another session. */
export function asShopper(shop: Place, openid: string, session: Session): TestShopper {
  const caller = client(shop.url, session.sessionToken);
  return { ...caller, id: session.shopper.id, openid, session };
}

/** What `wx.login` would give on the phone of this person. */
export function loginCode(shop: Place, openid: string): Promise<string> {
  return codeFrom(shop, '/sandbox/login-code', { openid });
}

/** What pressing WeChat's phone button would give. */
export function phoneCode(shop: Place, openid: string, phone: string): Promise<string> {
  return codeFrom(shop, '/sandbox/phone-code', { openid, phone });
}

/** An address that can be delivered to. */
export function anAddress(over: Partial<AddressInput> = {}): AddressInput {
  return {
    recipient: '林小满',
    phone: '13800138000',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    detail: '文三路 100 号 2 幢 301',
    ...over,
  };
}

/** An address in this shopper's book. */
export function addAddress(shopper: Client, over: Partial<AddressInput> = {}): Promise<Address> {
  return shopper.post<Address>('/shop/addresses', anAddress(over));
}

export function newOpenid(): string {
  return `o${randomBytes(20).toString('base64url').slice(0, 27)}`;
}

/** Sets switches of the sandbox, such as `{ down: 'reset' }`; the others stay as they are. */
export async function setSwitches(shop: Place, switches: object): Promise<void> {
  await client(shop.sandbox.url).put('/sandbox/switches', switches);
}

async function codeFrom(shop: Place, path: string, body: object): Promise<string> {
  const { code } = await client(shop.sandbox.url).post<{ code: string }>(path, body);
  return code;
}
