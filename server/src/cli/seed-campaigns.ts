import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  IDEMPOTENCY_HEADER,
  type Campaign,
  type OpsProduct,
  type OpsProductRow,
  type Page,
} from '@siyu/shared';
import { SystemClock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { campaignAt, LOGIN_FILE, readDemoCampaigns, referencesIn } from './demo-campaigns.js';

const CAMPAIGNS = resolve('demo', 'campaigns.json');
const DIRECTORY = process.env['SIYU_DIR'] ?? '.siyu';
const DONE = join(DIRECTORY, 'demo-campaigns-published');
const PAGE = 'limit=50';
const clock = new SystemClock();

/** Asks the running shop as its operator; throws with what it answered when refused. */
type Ask = <T>(method: 'GET' | 'POST', path: string, body?: object) => Promise<T>;

/**
 * Publishes the demo's campaigns in a shop that nobody has bought in yet, through the same routes
 * as an operator: checked against the law and on record. Once it has been run to its end it does
 * nothing more. A shop with orders, without the demo's goods, or whose operator has another
 * password is left as it is.
 */
async function main(): Promise<void> {
  if (existsSync(DONE)) return;
  const ask = await asOperator(`http://127.0.0.1:${process.env['PORT'] ?? '8080'}`);
  if (ask) {
    const { items: orders } = await ask<Page<object>>('GET', '/ops/orders?limit=1');
    if (orders.length === 0) await publishAll(ask);
    await ask('POST', '/ops/logout');
  }
  writeFileSync(DONE, '');
}

/** What is there already, by its name, is left alone, unless it was not yet published. */
async function publishAll(ask: Ask): Promise<void> {
  const existing = (await ask<Page<Campaign>>('GET', `/ops/campaigns?${PAGE}`)).items;
  const ids = await productIds(ask);
  for (const one of existing) ids.set(`campaign:${one.campaign.name}`, one.id);
  for (const demo of readDemoCampaigns(readFileSync(CAMPAIGNS, 'utf8'))) {
    const { name } = demo.campaign;
    const known = existing.find(({ campaign }) => campaign.name === name);
    if (known && known.state !== 'draft') continue;
    await learnSkus(ask, ids, referencesIn(demo));
    if (referencesIn(demo).some((reference) => !ids.has(reference))) continue;
    const input = campaignAt(demo, (reference) => ids.get(reference) ?? '', clock.now());
    const { id } = known ?? (await ask<Campaign>('POST', '/ops/campaigns', input));
    await ask('POST', `/ops/campaigns/${id}/publish`);
    ids.set(`campaign:${name}`, id);
  }
}

/** Null where the demo's operator has not got the password that it was given. */
async function asOperator(url: string): Promise<Ask | null> {
  const file = join(DIRECTORY, LOGIN_FILE);
  if (!existsSync(file)) return null;
  const { operator: name, password } = JSON.parse(readFileSync(file, 'utf8')) as {
    operator: string;
    password: string;
  };
  const login = await send(url, 'POST', '/ops/login', { name, password });
  if (!login.ok) return null;
  const { token } = (await login.json()) as { token: string };
  return async <T>(method: 'GET' | 'POST', path: string, body?: object) => {
    const answer = await send(url, method, path, body, token);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
}

function send(
  url: string,
  method: 'GET' | 'POST',
  path: string,
  body: object = {},
  token: string | null = null,
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && {
        'content-type': 'application/json',
        [IDEMPOTENCY_HEADER]: newId(clock.now()),
      }),
    },
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
}

async function productIds(ask: Ask): Promise<Map<string, string>> {
  const { items } = await ask<Page<OpsProductRow>>('GET', `/ops/products?${PAGE}`);
  return new Map(items.map(({ id, handle }) => [`product:${handle}`, id]));
}

/** Adds the SKUs of every product whose SKUs are meant, a reading a product. */
async function learnSkus(ask: Ask, ids: Map<string, string>, wanted: string[]): Promise<void> {
  const unknown = wanted.filter((one) => one.startsWith('sku:') && !ids.has(one));
  const handles = new Set(unknown.map((one) => one.slice('sku:'.length).split('/')[0]));
  for (const handle of handles) {
    const id = ids.get(`product:${handle}`);
    if (id === undefined) continue;
    const { skus } = await ask<OpsProduct>('GET', `/ops/products/${id}`);
    for (const sku of skus) ids.set(`sku:${handle}/${sku.code}`, sku.id);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack)}\n`);
  process.exit(1);
});
