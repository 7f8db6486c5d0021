import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

const PER_MINUTE = 20;
const PAGE = '/shop/config';
const OWN = '/shop/orders/counts';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop({ RATE_LIMIT_PER_MINUTE: String(PER_MINUTE), TRUSTED_PROXIES: '1' });
});
afterAll(() => shop.close());

interface From {
  address: string;
  token?: string;
}

let addresses = 0;
const anAddress = () => `203.0.113.${(addresses += 1)}`;
const madeUp = () => randomBytes(32).toString('base64url');

async function ask(path: string, { address, token }: From, method = 'GET'): Promise<number> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'x-forwarded-for': address, ...authorization };
  return (await fetch(shop.url + path, { method, headers })).status;
}

/** What was answered, in order, to one more request than a minute allows. */
async function oneTooMany(path: string, next: () => From, method?: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent <= PER_MINUTE; sent++) statuses.push(await ask(path, next(), method));
  return statuses;
}
const times = (count: number, status: number) => Array.from({ length: count }, () => status);

describe('given a limit of requests a minute', () => {
  it('when each comes with another made-up token, then their address is told to wait', async () => {
    const address = anAddress();
    const tryAll = await oneTooMany(OWN, () => ({ address, token: madeUp() }));
    expect(tryAll).toEqual([...times(PER_MINUTE, 401), 429]);
    const elsewhere = anAddress();
    const readAll = await oneTooMany(PAGE, () => ({ address: elsewhere, token: madeUp() }));
    expect(readAll).toEqual([...times(PER_MINUTE, 200), 429]);
  });

  it('when shoppers share an address with such a caller, then they are served', async () => {
    const { token } = await aSession();
    const address = anAddress();
    expect(await ask(OWN, { address, token })).toBe(200);
    await oneTooMany(OWN, () => ({ address, token: madeUp() }));
    expect(await ask(OWN, { address, token })).toBe(200);
    expect(await ask(PAGE, { address, token })).toBe(200);
  });

  it('when one session asks from many addresses, then it is told to wait', async () => {
    const { token } = await aSession();
    await ask(OWN, { address: anAddress(), token });
    const statuses = await oneTooMany(OWN, () => ({ address: anAddress(), token }));
    expect(statuses).toEqual([...times(PER_MINUTE, 200), 429]);
  });

  it('when someone has a whole IPv6 network, then it counts as one address', async () => {
    let host = 0;
    const statuses = await oneTooMany(PAGE, () => ({ address: `2001:db8::${(host += 1)}` }));
    expect(statuses).toEqual([...times(PER_MINUTE, 200), 429]);
  });

  it('when WeChat notifies of more payments than that, then none is told to wait', async () => {
    const address = anAddress();
    const statuses = await oneTooMany('/wechat/pay/notify', () => ({ address }), 'POST');
    expect(new Set(statuses)).toEqual(new Set([401]));
  });
});

async function aSession(): Promise<{ token: string }> {
  const { session } = await aShopper(shop);
  return { token: session.sessionToken };
}
