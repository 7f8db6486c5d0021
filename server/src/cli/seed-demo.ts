import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fen, membershipRulesSchema, paidPlanInputSchema } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ensureOwner } from '../admin/ensure-owner.js';
import { CatalogImport } from '../catalog/import/catalog-import.js';
import { filesBelow } from '../catalog/import/picture-source.js';
import { KnownPlans } from '../membership/paid-plans/plans/known-plans.js';
import { PaidPlans } from '../membership/paid-plans/plans/paid-plans.service.js';
import { Rules } from '../membership/rules/membership-rules.js';
import { PictureUrls } from '../pictures/picture-url.js';
import { Pictures } from '../pictures/pictures.js';
import { AuditTrail, COMMAND_LINE } from '../platform/audit-trail.js';
import { newId } from '../platform/new-id.js';
import { inTransaction, rows } from '../platform/transaction.js';
import { DEFAULT_SETTINGS, Settings } from '../shop/settings.js';
import { LOGIN_FILE } from './demo-campaigns.js';
import { openCatalog } from './catalog-tool.js';
import type { Tool } from './tool-context.js';
import { seedSavings } from './seed-savings.js';

const DEMO = resolve('demo');

const shopSchema = z.object({
  name: z.string(),
  slogan: z.string(),
  customerService: z.object({ hours: z.string(), phone: z.string() }),
  freight: z.object({
    flatFen: z.number().transform(fen),
    freeAboveFen: z.number().transform(fen),
    notDelivered: z.array(z.string()),
  }),
  banners: z.array(
    z.object({
      picture: z.string(),
      title: z.string(),
      subtitle: z.string(),
      productHandle: z.string(),
    }),
  ),
});
type DemoShop = z.output<typeof shopSchema>;

/**
 * Fills an empty shop with the demo's goods, settings and an operator; run again it changes
 * nothing. `npm start` calls it beside the running server.
 */
async function main(): Promise<void> {
  const catalog = await openCatalog(process.env);
  try {
    if (await isEmpty(catalog)) await stockShelves(catalog);
    await furnish(catalog);
    await raiseLadder(catalog);
    const [db, audit] = [catalog.get(DataSource), catalog.get(AuditTrail)];
    await seedSavings({ db, clock: catalog.clock, audit }, join(DEMO, 'savings.json'));
    // Evaluated also where nobody listens: it writes the login down.
    const login = await operatorLogin(catalog);
    process.send?.(login);
  } finally {
    await catalog.close();
  }
}

async function isEmpty(catalog: Tool): Promise<boolean> {
  const found = await rows(catalog.get(DataSource).manager, 'SELECT id FROM product LIMIT 1');
  return found.length === 0;
}

/** The demo's goods; what was sold or edited since is never touched again. */
async function stockShelves(catalog: Tool): Promise<void> {
  await catalog.get(CatalogImport).run({
    importId: newId(catalog.clock.now()),
    csv: readFileSync(join(DEMO, 'catalogue.csv')),
    dryRun: false,
    files: filesBelow(DEMO),
    author: COMMAND_LINE,
    onProgress: ({ productsDone, productsTotal }) => {
      if (productsDone % 10 !== 0) return;
      process.send?.({ progress: `${productsDone} of ${productsTotal} products` });
    },
  });
}

/** Name, freight and banners, unless someone has set the shop already. */
async function furnish(catalog: Tool): Promise<void> {
  const db = catalog.get(DataSource);
  const settings = new Settings(db, catalog.clock);
  const { version } = await settings.versioned();
  if (version > 0) return;
  const shop = shopSchema.parse(JSON.parse(readFileSync(join(DEMO, 'shop.json'), 'utf8')));
  const banners = await Promise.all(shop.banners.map((banner) => hang(catalog, banner)));
  await inTransaction(db, (tx) =>
    settings.replace(
      tx,
      {
        ...DEFAULT_SETTINGS,
        shopName: shop.name,
        slogan: shop.slogan,
        customerServiceHours: shop.customerService.hours,
        customerServicePhone: shop.customerService.phone,
        freight: shop.freight,
        returnAddress: `浙江省杭州市余杭区枕溪路 1 号 ${shop.name}售后 ${shop.customerService.phone}`,
        banners,
      },
      version,
    ),
  );
}

/** What the demo gives its members. */
const membershipSchema = membershipRulesSchema.extend({ paidPlans: z.array(paidPlanInputSchema) });

/** The demo's tiers and paid plans, unless someone has set any or shops here already. */
async function raiseLadder(catalog: Tool): Promise<void> {
  const db = catalog.get(DataSource);
  const rules = new Rules(db, catalog.clock);
  const { version } = await rules.read();
  const members = await rows(db.manager, 'SELECT shopper_id FROM member LIMIT 1');
  if (version > 0 || members.length > 0) return;
  const demo: unknown = JSON.parse(readFileSync(join(DEMO, 'membership.json'), 'utf8'));
  const { paidPlans, ...ladder } = membershipSchema.parse(demo);
  await inTransaction(db, (tx) => rules.replace(tx, ladder, version));
  const known = new KnownPlans(db, catalog.clock);
  const plans = new PaidPlans(db, catalog.clock, known, catalog.get(AuditTrail));
  for (const plan of paidPlans) await plans.create(COMMAND_LINE, plan);
}

async function hang(catalog: Tool, banner: DemoShop['banners'][number]) {
  const name = await catalog.get(Pictures).keepPublic(readFileSync(join(DEMO, banner.picture)));
  const [product] = await rows<{ id: string }>(
    catalog.get(DataSource).manager,
    'SELECT id FROM product WHERE handle = ?',
    [banner.productHandle],
  );
  const { title, subtitle } = banner;
  const pictureUrl = catalog.get(PictureUrls).urlOf(name);
  return { pictureUrl, title, subtitle, productId: product?.id ?? null };
}

/** The demo's operator; kept beside the private database, readable by its owner alone. */
async function operatorLogin(catalog: Tool): Promise<{ operator: string; password: string }> {
  const file = join(process.env['SIYU_DIR'] ?? '.siyu', LOGIN_FILE);
  const created = await ensureOwner(catalog.get(DataSource), catalog.clock.now());
  if (created) {
    const login = { operator: created.name, password: created.password };
    writeFileSync(file, JSON.stringify(login), { mode: 0o600 });
    return login;
  }
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  return { operator: 'owner', password: '(as you set it; npm run operator -- reset owner)' };
}

main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack)}\n`);
  process.exit(1);
});
