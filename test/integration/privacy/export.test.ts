import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LatestExport, PersonalExport } from '@siyu/shared';
import { PersonalData } from '../../../server/src/platform/personal-data.js';
import { rows } from '../../../server/src/platform/transaction.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder } from '../../factories/fulfilment.js';
import { exportedBy } from '../../factories/personal-data.js';
import { granted, setPoints } from '../../factories/points.js';
import { aBuyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress, aShopper, phoneCode } from '../../factories/shopper.js';
import { aLot } from '../../factories/wallet.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What says that a row is about somebody. */
const PERSONAL_COLUMNS = [
  ...['shopper_id', 'owner_id', 'owner_shopper_id', 'leader_id', 'order_id', 'subject_id'],
  ...['openid', 'payer_openid', 'unionid', 'phone', 'recipient'],
];

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());

describe('given any table with a column that names a person', () => {
  it('then some feature has said whether it is exported, erased or kept, and why', async () => {
    const named = await rows<{ name: string }>(
      shop.db.manager,
      `SELECT DISTINCT table_name AS name FROM information_schema.columns
       WHERE table_schema = ? AND column_name IN (?) ORDER BY name`,
      [shop.database, PERSONAL_COLUMNS],
    );
    expect(named.length).toBeGreaterThan(30);
    const known = new Set(
      shop.app
        .get(PersonalData)
        .tables()
        .map(({ table }) => table),
    );
    expect(named.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('then what is kept has a reason', () => {
    const kept = shop.app
      .get(PersonalData)
      .tables()
      .map(({ left }) => left);
    const reasons = kept.flatMap((left) => (left === 'nothing' ? [] : [left.because]));
    expect(reasons.filter((because) => because.length < 10)).toEqual([]);
  });
});

describe('given someone who shopped', () => {
  it('when they ask for everything, then every feature’s part is in it and no secret', async () => {
    await setPoints(shop);
    const ann = await aBuyer(shop);
    await ann.post('/shop/me/phone', { code: await phoneCode(shop, ann.openid, '13912345678') });
    const { id } = await aPaidOrder(shop, ann, 2, { stock: 5 });
    await granted(shop, ann.id, 300);
    await aLot(shop, ann.id, { principal: 1_000, bonus: 0 });
    const { shopperId, everything } = await exportedBy(shop, ann);
    expect(shopperId).toBe(ann.id);
    expect(everything['shopper']).toMatchObject([{ openid: ann.openid, phone: '13912345678' }]);
    expect(everything['address']).toMatchObject([{ recipient: '林小满' }]);
    expect(everything['orders']).toMatchObject([
      { id, state: 'to-ship', address: { recipient: '林小满' } },
    ]);
    expect(everything['order_line']).toMatchObject([{ orderId: id, quantity: 2 }]);
    expect(everything['payment']).toMatchObject([{ subjectId: id, state: 'succeeded' }]);
    expect(everything['point_lot']).toMatchObject([{ points: 300 }]);
    expect(everything['wallet_lot']).toMatchObject([{ principalFen: 1_000 }]);
    expect(everything['shopper_token']!.length).toBeGreaterThan(0);
    expect(JSON.stringify(everything)).not.toMatch(/sessionHash|refreshHash|phoneCodeHash/);
    await expectCleanAudit(shop);
  });

  it('when another asks, then nothing of the first is in theirs', async () => {
    const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
    await addAddress(ann, { recipient: '只有安有' });
    expect(JSON.stringify(await exportedBy(shop, bo))).not.toContain('只有安有');
    expect(JSON.stringify(await exportedBy(shop, ann))).toContain('只有安有');
  });
});

describe('given a file that was asked for', () => {
  it('when it is asked for again within the hour, then it is the same one', async () => {
    const ann = await aShopper(shop);
    const first = await ann.post<PersonalExport>('/shop/me/export');
    expect(first).toMatchObject({ state: 'waiting', url: null });
    expect(await ann.post('/shop/me/export')).toEqual(first);
    await shop.settle();
    const again = await ann.post<PersonalExport>('/shop/me/export');
    expect(again).toMatchObject({ id: first.id, state: 'ready' });
  });

  it('when an hour has passed, then its address is no longer good, and another one is', async () => {
    const ann = await aShopper(shop);
    await exportedBy(shop, ann);
    const addressNow = async () => (await ann.get<LatestExport>('/shop/me/export')).latest!.url!;
    const first = await addressNow();
    shop.clock.advance(HOUR_MS - 1);
    expect((await fetch(shop.url + first)).status).toBe(200);
    shop.clock.advance(1);
    expect((await fetch(shop.url + first)).status).toBe(404);
    expect((await fetch(shop.url + (await addressNow()))).status).toBe(200);
  });

  it('when its address is changed to another’s file, then it opens nothing', async () => {
    const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
    await exportedBy(shop, ann);
    await exportedBy(shop, bo);
    const [own, others] = await Promise.all(
      [bo, ann].map(async (one) => (await one.get<LatestExport>('/shop/me/export')).latest!),
    );
    const forged = own!.url!.replace(own!.id, others!.id);
    expect((await fetch(shop.url + forged)).status).toBe(404);
  });

  it('when three days have passed, then it is gone', async () => {
    const ann = await aShopper(shop);
    await exportedBy(shop, ann);
    shop.clock.advance(3 * DAY_MS);
    await shop.settle();
    const sql = 'SELECT COUNT(*) AS files FROM personal_export WHERE shopper_id = ?';
    const [{ files }] = (await shop.db.query(sql, [ann.id])) as [{ files: number }];
    expect(Number(files)).toBe(0);
  });
});
