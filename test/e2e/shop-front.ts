import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Order, PayAnswer, PlacedOrder, Quote } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { startShop, type LiveShop } from '../bench/shop-process.mjs';
import { client, type Client } from '../factories/http.js';
import { addAddress } from '../factories/shopper.js';
import { aPhone, startBrowser, type Phone } from './phone.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** A whole shop with its H5 pages, as people stand before it, and an operator behind it. */
export interface ShopFront {
  shop: LiveShop;
  /** May do everything. */
  operator: Client;
  /** Runs a command of the house beside the running shop; what it said. */
  command: (file: string, ...args: string[]) => string;
  /** A phone of someone who has not been here. */
  phone: (screen?: Phone['screen'], locale?: string) => Promise<Phone>;
  /** Someone who agrees and is logged in: their phone, and the same person over the API. */
  shopper: (screen?: Phone['screen'], locale?: string) => Promise<OnPhone>;
  /** Opens a page afresh, such as `/orders/index`. */
  open: (phone: Phone, route: string) => Promise<void>;
  /** Takes the phones away; fails when one of them met a fault of the shop. */
  clear: () => Promise<void>;
  close: () => Promise<void>;
}

export interface OnPhone {
  phone: Phone;
  shopper: Client;
}

export async function aShopFront(): Promise<ShopFront> {
  const shop = await startShop({ H5_DIR: join(ROOT, 'miniapp/dist/h5') });
  const browser = await startBrowser();
  const command = (file: string, ...args: string[]) => {
    const env = { ...process.env, ...shop.environment };
    const path = join(ROOT, 'server/dist/src/cli', file);
    return execFileSync('node', [path, ...args], { env, cwd: ROOT }).toString();
  };
  const phones: Phone[] = [];
  const phone = async (screen?: Phone['screen'], locale?: string) => {
    const opened = await aPhone(browser, screen, locale);
    phones.push(opened);
    return opened;
  };
  return {
    shop,
    operator: await anOwner(shop, command),
    command,
    phone,
    shopper: async (screen, locale) => loggedIn(shop, await phone(screen, locale)),
    open: async ({ page }, route) => {
      await page.goto('about:blank');
      await page.goto(`${shop.url}/#${route}`);
    },
    clear: () => takenAway(phones.splice(0)),
    close: () => closed(browser, shop),
  };
}

async function anOwner(shop: LiveShop, command: ShopFront['command']): Promise<Client> {
  const said = command('operator.js', 'add', 'e2e', '--role', 'owner');
  const login = { name: 'e2e', password: / \/ (\S+)/.exec(said)![1] };
  const { token } = await client(shop.url).post<{ token: string }>('/ops/login', login);
  return client(shop.url, token);
}

async function loggedIn(shop: LiveShop, phone: Phone): Promise<OnPhone> {
  await phone.page.goto(shop.url);
  await phone.tap(/^(同意并继续|Agree)/);
  return { phone, shopper: client(shop.url, await sessionToken(phone)) };
}

/** What the phone keeps once its owner is logged in. */
export async function sessionToken({ page }: Phone): Promise<string> {
  const kept = await page.waitForFunction(() => localStorage.getItem('siyu.session'));
  const [, token] = /sessionToken\\?":\\?"([^"\\]+)/.exec(String(await kept.jsonValue())) ?? [];
  return token ?? '';
}

async function takenAway(phones: readonly Phone[]): Promise<void> {
  await Promise.all(phones.map((phone) => phone.close()));
  expect(phones.flatMap((phone) => phone.troubles)).toEqual([]);
}

async function closed(browser: Browser, shop: LiveShop): Promise<void> {
  await browser.close();
  await shop.stop();
}

/** An order of one piece that waits to be paid. */
export async function ordered(shopper: Client, skuId: string): Promise<PlacedOrder> {
  const { id: addressId } = await addAddress(shopper);
  const lines = [{ skuId, quantity: 1 }];
  const { totalFen } = await shopper.post<Quote>('/shop/quote', { lines, addressId });
  const request = { lines, addressId, fromCart: false, shownTotalFen: totalFen };
  return shopper.post('/shop/orders', { ...request, returnPolicyConfirmed: true });
}

/** An order that is paid and sent. */
export async function shipped(front: ShopFront, shopper: Client, skuId: string): Promise<Order> {
  const { id } = await ordered(shopper, skuId);
  const { jsapi } = await shopper.post<PayAnswer>(`/shop/orders/${id}/payment`);
  await client(front.shop.sandboxUrl).post('/sandbox/pay', jsapi);
  const { lines } = await shopper.post<Order>(`/shop/orders/${id}/payment/check`);
  const sent = lines.map((line) => ({ lineId: line.id, quantity: line.quantity }));
  const parcel = { company: 'SF', trackingNo: 'SF1470023812001', lines: sent };
  await front.operator.post(`/ops/orders/${id}/parcels`, { parcels: [parcel] });
  return shopper.get(`/shop/orders/${id}`);
}
