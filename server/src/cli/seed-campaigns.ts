import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Campaign, OpsProduct, OpsProductRow, Page } from '@siyu/shared';
import { SystemClock } from '../platform/clock.js';
import { campaignAt, readDemoCampaigns, referencesIn } from './demo-campaigns.js';
import { asAnybody, asOperator, type Ask, type DemoPlace } from './demo-operator.js';
import { seedSharing } from './seed-sharing.js';

const CAMPAIGNS = resolve('demo', 'campaigns.json');
const SHARING = resolve('demo', 'sharing.json');
const PAGE = 'limit=50';
const place: DemoPlace = {
  url: `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`,
  clock: new SystemClock(),
  directory: process.env['SIYU_DIR'] ?? '.siyu',
};
const DONE = join(place.directory, 'demo-campaigns-published');

/**
 * Publishes the demo's campaigns, and what it is shared by, in a shop that nobody has bought in yet,
 * through the same routes as an operator: checked against the law and on record. Once it has been
 * run to its end it does nothing more. A shop with orders, without the demo's goods, or whose
 * operator has another password is left as it is.
 */
async function main(): Promise<void> {
  if (existsSync(DONE)) return;
  const ask = await asOperator(place);
  if (ask) {
    const { items: orders } = await ask<Page<object>>('GET', '/ops/orders?limit=1');
    if (orders.length === 0) await fill(ask);
    await ask('POST', '/ops/logout');
  }
  writeFileSync(DONE, '');
}

async function fill(ask: Ask): Promise<void> {
  const ids = await publishAll(ask);
  const idOf = (reference: string) => ids.get(reference) ?? '';
  const sharing = { place, operator: ask, anybody: asAnybody(place), idOf };
  await seedSharing(sharing, readFileSync(SHARING, 'utf8'));
}

/**
 * What is there already, by its name, is left alone, unless it was not yet published. Answers the
 * ids of all there is by reference.
 */
async function publishAll(ask: Ask): Promise<Map<string, string>> {
  const existing = (await ask<Page<Campaign>>('GET', `/ops/campaigns?${PAGE}`)).items;
  const ids = await productIds(ask);
  for (const one of existing) ids.set(`campaign:${one.campaign.name}`, one.id);
  for (const demo of readDemoCampaigns(readFileSync(CAMPAIGNS, 'utf8'))) {
    const { name } = demo.campaign;
    const known = existing.find(({ campaign }) => campaign.name === name);
    if (known && known.state !== 'draft') continue;
    await learnSkus(ask, ids, referencesIn(demo));
    if (referencesIn(demo).some((reference) => !ids.has(reference))) continue;
    const input = campaignAt(demo, (reference) => ids.get(reference) ?? '', place.clock.now());
    const { id } = known ?? (await ask<Campaign>('POST', '/ops/campaigns', input));
    await ask('POST', `/ops/campaigns/${id}/publish`);
    ids.set(`campaign:${name}`, id);
  }
  return ids;
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
