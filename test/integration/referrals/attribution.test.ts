import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction, type Tx } from '../../../server/src/platform/transaction.js';
import { Attributions } from '../../../server/src/referrals/binding/attributions.service.js';
import { Visits } from '../../../server/src/referrals/visits/visits.service.js';
import { barrier } from '../../factories/barrier.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted } from '../../factories/personal-data.js';
import { aBuyer } from '../../factories/purchase.js';
import {
  aDevice,
  attributionOf,
  broughtBy,
  opened,
  setRule,
  shared,
  standingOf,
} from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { until } from '../../factories/until.js';
import { addAddress, aShopper, newOpenid, type TestShopper } from '../../factories/shopper.js';

const DAY_MS = 86_400_000;
const LAST = { touch: 'last', protectionDays: 30, validityDays: 90, customers: 'new' } as const;

let shop: TestShop;
let operator: TestOperator;
let ann: TestShopper;
let bo: TestShopper;
beforeAll(async () => {
  shop = await aShop();
});
beforeEach(async () => {
  operator = await anOperator(shop);
  [ann, bo] = [await aShopper(shop), await aShopper(shop)];
  await setRule(operator, LAST);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const standing = (shopper: TestShopper) => standingOf(operator, shopper.id);

/** So many days later; who is named is logged in again, because sessions have ended. */
async function daysOn(days: number, ...who: TestShopper[]): Promise<TestShopper[]> {
  shop.clock.advance(days * DAY_MS);
  operator = await anOperator(shop);
  return Promise.all(who.map(({ openid }) => aShopper(shop, { openid })));
}

describe('given a link that was opened three days before anybody knew by whom', () => {
  it('when they log in, then they are the sharer’s customer, and it says why', async () => {
    const link = await shared(ann);
    const device = aDevice();
    await opened(shop, link, { device });
    await daysOn(3);
    const cat = await aShopper(shop, { installationId: device });
    expect(await standing(cat)).toEqual({ owner: ann.id, reasons: ['FIRST_BINDING'] });
    const { bindings } = await attributionOf(operator, cat.id);
    expect(bindings).toHaveLength(1);
    expect(bindings[0]!.why).toMatch(/^首次绑定：.*打开链接，保护期至 .*，有效期至 /);
  });

  it('when they had ordered before, then they are nobody’s', async () => {
    const buyer = await aBuyer(shop);
    await aPaidOrder(shop, buyer, 1);
    const link = await shared(ann);
    await opened(shop, link, { device: aDevice(), by: buyer });
    await shop.settle();
    expect(await standing(buyer)).toEqual({ owner: null, reasons: ['NOT_NEW'] });
  });
});

describe('given somebody who logs in while their visit is gathered with others', () => {
  it('then it is theirs', async () => {
    const device = aDevice();
    const { code } = await shared(ann);
    const visit = { code, installationId: device, visitId: aDevice(), scene: null };
    const told = shop.app.get(Visits, { strict: false }).record(null, visit);
    shop.clock.advance(50);
    const cat = await aShopper(shop, { installationId: device });
    await told;
    await shop.settle();
    expect(await standing(cat)).toEqual({ owner: ann.id, reasons: ['FIRST_BINDING'] });
  });
});

describe('given a device that several share', () => {
  it('then what each opened stays theirs, whoever logs in after them', async () => {
    const device = aDevice();
    await opened(shop, await shared(ann), { device });
    const cat = await aShopper(shop, { installationId: device });
    await opened(shop, await shared(bo), { device });
    const dan = await aShopper(shop, { installationId: device });
    expect(await standing(cat)).toEqual({ owner: ann.id, reasons: ['FIRST_BINDING'] });
    expect(await standing(dan)).toEqual({ owner: bo.id, reasons: ['FIRST_BINDING'] });
    await aShopper(shop, { openid: cat.openid, installationId: device });
    expect((await standing(cat)).reasons).toHaveLength(1);
  });

  it('when somebody logged in opens a link, then it is theirs and nobody else’s', async () => {
    const device = aDevice();
    const cat = await aShopper(shop, { installationId: device });
    await opened(shop, await shared(ann), { device, by: cat });
    const dan = await aShopper(shop, { installationId: device });
    await shop.settle();
    expect((await standing(cat)).owner).toBe(ann.id);
    expect(await standing(dan)).toEqual({ owner: null, reasons: [] });
  });
});

describe('case 49: given who would bring themselves, or each other', () => {
  it('when they open their own link, then they are nobody’s customer', async () => {
    await opened(shop, await shared(ann), { device: aDevice(), by: ann });
    await shop.settle();
    expect(await standing(ann)).toEqual({ owner: null, reasons: ['SELF'] });
  });

  it('when they do so under a second openid of one unionid, then neither', async () => {
    const link = await shared(ann);
    const openid = newOpenid();
    await aShopper(shop, { openid });
    await shop.db.query("UPDATE shopper SET unionid = 'one-person' WHERE id = ? OR openid = ?", [
      ...[ann.id, openid],
    ]);
    const second = await broughtBy(shop, link, openid);
    expect(await standing(second)).toEqual({ owner: null, reasons: ['SAME_PERSON'] });
  });

  it('when two open each other’s link in the same moment, then one is the other’s customer', async () => {
    const [device, other] = [aDevice(), aDevice()];
    await opened(shop, await shared(bo), { device: other, by: ann });
    shop.clock.advance(500);
    await opened(shop, await shared(ann), { device, by: bo });
    const attributions = shop.app.get(Attributions);
    const decide = (tx: Tx, { id }: TestShopper) => attributions.decide(tx, id);
    const [firstDecided, mayCommit] = [barrier(2), barrier(2)];
    const first = inTransaction(shop.db, async (tx) => {
      await decide(tx, bo);
      await firstDecided();
      await mayCommit();
    });
    await firstDecided();
    const second = inTransaction(shop.db, (tx) => decide(tx, ann));
    await Promise.race([second, someoneWaits()]);
    await mayCommit();
    await Promise.all([first, second]);
    expect((await standing(bo)).reasons).toEqual(['FIRST_BINDING']);
    expect((await standing(ann)).reasons).toEqual(['CIRCLE']);
  });
});

/** Resolves once a transaction waits for the lock of a shopper. */
async function someoneWaits(): Promise<void> {
  const sql = `SELECT 1 FROM information_schema.processlist
    WHERE db = DATABASE() AND info LIKE 'SELECT id FROM shopper%FOR UPDATE'`;
  await until('one waits for the other', async () => (await shop.db.query(sql))[0] as unknown);
}

describe('case 50: given a customer of ann’s who opens a link of bo’s', () => {
  it('when ann is protected, then they stay hers, and it says until when', async () => {
    const [annsLink, bosLink] = [await shared(ann), await shared(bo)];
    const cat = await broughtBy(shop, annsLink);
    const [later] = await daysOn(29, cat);
    await opened(shop, bosLink, { device: cat.device, by: later! });
    await shop.settle();
    expect(await standing(cat)).toEqual({
      owner: ann.id,
      reasons: ['PROTECTED', 'FIRST_BINDING'],
    });
    const [touch] = (await attributionOf(operator, cat.id)).touches;
    expect(touch!.why).toContain('保护期至');
  });

  it('when the binding has lapsed, then they are bo’s, and the old binding stays on record', async () => {
    const [annsLink, bosLink] = [await shared(ann), await shared(bo)];
    const cat = await broughtBy(shop, annsLink);
    const [later] = await daysOn(90, cat);
    expect((await standing(cat)).owner).toBeNull();
    await opened(shop, bosLink, { device: cat.device, by: later! });
    await shop.settle();
    expect((await standing(cat)).owner).toBe(bo.id);
    const { bindings } = await attributionOf(operator, cat.id);
    expect(bindings.map(({ owner, endedBy }) => [owner.id, endedBy])).toEqual([
      [bo.id, null],
      [ann.id, 'lapsed'],
    ]);
  });

  it('when the rule has become stricter meanwhile, then what was bound keeps its days', async () => {
    const cat = await broughtBy(shop, await shared(ann));
    await setRule(operator, { touch: 'last', protectionDays: 0, validityDays: 1 });
    await opened(shop, await shared(bo), { device: cat.device, by: cat });
    await shop.settle();
    expect((await standing(cat)).owner).toBe(ann.id);
  });
});

describe('case 53: given a referrer whose account is deleted', () => {
  it('then the binding is frozen and still says whose it was, and their links lead home', async () => {
    const link = await shared(ann);
    const cat = await broughtBy(shop, link);
    await deleted(shop, ann);
    const { bindings } = await attributionOf(operator, cat.id);
    expect(bindings).toMatchObject([{ owner: { id: ann.id }, isInForce: false, endedAt: null }]);
    expect(bindings[0]!.frozenAt).not.toBeNull();
    expect(await cat.get(`/shop/share-links/${link.code}`)).toMatchObject({ isKnown: false });
    await opened(shop, await shared(bo), { device: cat.device, by: cat });
    await shop.settle();
    expect(await standing(cat)).toMatchObject({ owner: bo.id });
  });
});

describe('given the rule of attribution', () => {
  it('when it is edited by an old version, or protects longer than it binds, then it is refused', async () => {
    const stale = { rule: LAST, version: 0 };
    const put = (body: object) => operator.refusal('PUT', '/ops/attribution-rule', { body });
    expect(await put(stale)).toBe('VERSION_CONFLICT');
    expect(await put({ ...stale, rule: { ...LAST, protectionDays: 91 } })).toBe('INVALID_INPUT');
  });
});

it('given somebody who opens a link and pays within one second, then the order is the sharer’s', async () => {
  const second = Math.ceil(shop.clock.now().getTime() / 1_000) * 1_000;
  shop.clock.set(new Date(second + 400));
  const cat = await broughtBy(shop, await shared(ann));
  shop.clock.advance(500);
  const { id } = await aPaidOrder(shop, { ...cat, addressId: (await addAddress(cat)).id }, 1);
  const [paid] = await shop.db.query('SELECT paid_at AS at FROM orders WHERE id = ?', [id]);
  const binding = await inTransaction(shop.db, (tx) =>
    shop.app.get(Attributions, { strict: false }).bindingAt(tx, cat.id, paid.at),
  );
  expect(binding?.owner.id).toBe(ann.id);
});
