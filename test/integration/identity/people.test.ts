import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { personsAmong, type AuditEntry, type Page } from '@siyu/shared';
import { People } from '../../../server/src/identity/people/people.service.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { refundedUnits } from '../../factories/after-sale.js';
import { unitsOf } from '../../factories/fulfilment.js';
import { newKey } from '../../factories/http.js';
import { aNewcomer, aPhone, bound, newcomerPrice } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { orderFile, ordersImported } from '../../factories/outside-orders.js';
import { decided, joined, linksOf, oneToWechat, personOf } from '../../factories/people.js';
import { deleted, exportedBy } from '../../factories/personal-data.js';
import { granted, setPoints } from '../../factories/points.js';
import { paid, quoted, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { aLot, balanceOf } from '../../factories/wallet.js';

const DAY_MS = 86_400_000;
let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await setPoints(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const two = () => Promise.all([aShopper(shop), aShopper(shop)]);
const again = async (shopper: TestShopper) => {
  await aShopper(shop, { openid: shopper.openid });
  await shop.settle();
};
const accountsOf = async ({ id }: TestShopper) => (await personOf(operator, id)).shopperIds;

describe('given two accounts with one unionid', () => {
  it('when one of them logs in, then they are one person, and the page says why', async () => {
    const [ann, bo] = await two();
    await oneToWechat(shop, ann.id, bo.id);
    await again(bo);
    expect(await accountsOf(bo)).toEqual([ann.id, bo.id].sort());
    const { personId, links, identifiers } = await personOf(operator, bo.id);
    expect(personId).toBe([ann.id, bo.id].sort()[0]);
    expect(links).toMatchObject([{ evidence: 'unionid', state: 'joined', decidedBy: null }]);
    const shared = identifiers.filter(({ kind }) => kind === 'unionid');
    expect(
      shared
        .map(({ alsoOf }) => alsoOf)
        .flat()
        .sort(),
    ).toEqual([ann.id, bo.id].sort());
    expect(shared[0]).toMatchObject({ because: 'wechat', value: expect.stringMatching(/…$/) });
  });

  it('case 62: when both hold balance, then nobody joins them but an operator, and no balance moves', async () => {
    const [ann, bo] = await two();
    await aLot(shop, ann.id, { principal: 5_000, bonus: 500 });
    await granted(shop, bo.id, 30);
    await oneToWechat(shop, ann.id, bo.id);
    await again(bo);
    const [link] = await linksOf(operator, 'proposed', ann.id, bo.id);
    const { owned, alreadyOne } = link!;
    expect(alreadyOne).toBe(false);
    expect([owned?.one, owned?.other]).toContainEqual([{ kind: 'points', amount: 30 }]);
    const path = `/ops/person-links/${link!.id}/acceptance`;
    const reason = '两张卡都是本人';
    expect(await operator.refusal('POST', path, { body: { reason } })).toBe('BALANCES_UNDECIDED');
    await operator.post(path, { reason, balances: 'stay-apart' });
    expect(await accountsOf(ann)).toHaveLength(2);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 5_000, bonus: 500 });
    expect(await balanceOf(shop, bo.id)).toMatchObject({ principal: 0 });
    const { items } = await operator.get<Page<AuditEntry>>('/ops/audit-log?limit=1');
    expect(items).toMatchObject([
      { action: 'person-link.joined', before: { state: 'proposed' }, after: { reason } },
    ]);
  });

  it('when an operator has split them, then the next login does not join them again', async () => {
    const [ann, bo] = await two();
    await oneToWechat(shop, ann.id, bo.id);
    await again(bo);
    const [link] = await linksOf(operator, 'joined', ann.id, bo.id);
    await decided(operator, link!, 'split');
    await again(bo);
    await again(ann);
    expect(await accountsOf(bo)).toEqual([bo.id]);
  });
});

describe('case 27: given one phone number under two openids', () => {
  it('then they are proposed, and stay two whatever else comes while an operator says so', async () => {
    const [ann, bo, phone] = [await aNewcomer(shop), await aNewcomer(shop), aPhone()];
    await bound(shop, ann, phone);
    await bound(shop, bo, phone);
    await shop.settle();
    const [link] = await linksOf(operator, 'proposed', ann.id, bo.id);
    expect(link).toMatchObject({ evidence: 'phone', decidedBy: null });
    expect(await accountsOf(bo)).toEqual([bo.id]);
    await decided(operator, link!, 'refusal');
    await bound(shop, bo, aPhone());
    await bound(shop, bo, phone);
    await shop.settle();
    expect(await linksOf(operator, 'proposed', ann.id, bo.id)).toEqual([]);
    expect(
      await operator.refusal('POST', `/ops/person-links/${link!.id}/split`, {
        body: { reason: '误点' },
      }),
    ).toBe('PERSON_LINK_STATE');
    await oneToWechat(shop, ann.id, bo.id);
    await again(bo);
    const [certain] = await linksOf(operator, 'proposed', ann.id, bo.id);
    expect(certain).toMatchObject({ evidence: 'unionid' });
    expect(await accountsOf(bo)).toEqual([bo.id]);
  });
});

describe('given a device on which two log in one after the other', () => {
  it('then the page shows it, and nobody is joined or proposed', async () => {
    const [installationId, anonymousId] = [newKey(), newKey()];
    const ann = await aShopper(shop, { installationId, anonymousId });
    const bo = await aShopper(shop, { installationId, anonymousId });
    await shop.settle();
    const { shopperIds, identifiers, links } = await personOf(operator, bo.id);
    expect({ shopperIds, links }).toEqual({ shopperIds: [bo.id], links: [] });
    for (const kind of ['installation', 'anonymous']) {
      const found = identifiers.find((one) => one.kind === kind);
      expect(found).toMatchObject({ because: 'logged-in', alsoOf: [ann.id] });
    }
  });
});

describe('given accounts an operator has joined', () => {
  const priceFor = async (buyer: Buyer, skuId: string) =>
    (await quoted(buyer, [{ skuId, quantity: 1 }])).totalFen;

  it('case 13: when one of them has ordered, then the other is no newcomer until they are split', async () => {
    const { skuId } = await newcomerPrice(shop, operator);
    const [ann, bo] = [await aNewcomer(shop), await aNewcomer(shop)];
    await paid(shop, ann, [{ skuId, quantity: 1 }]);
    expect(await priceFor(bo, skuId)).toBe(990);
    const link = await joined(operator, ann.id, bo.id);
    expect(await priceFor(bo, skuId)).toBe(6_900);
    await decided(operator, link, 'split');
    expect(await priceFor(bo, skuId)).toBe(990);
  });

  it('case 14: when the one order of theirs went back unsent, then they are new again', async () => {
    const { skuId } = await newcomerPrice(shop, operator);
    const [ann, bo] = [await aNewcomer(shop), await aNewcomer(shop)];
    await joined(operator, ann.id, bo.id);
    const order = await paid(shop, ann, [{ skuId, quantity: 1 }]);
    expect(await priceFor(bo, skuId)).toBe(6_900);
    await refundedUnits(shop, operator, order, unitsOf(order));
    expect(await priceFor(bo, skuId)).toBe(990);
  });

  it('when the days of undoing are over, then it is final', async () => {
    const [ann, bo] = await two();
    const link = await joined(operator, ann.id, bo.id);
    shop.clock.advance(30 * DAY_MS + 1);
    operator = await anOperator(shop);
    const path = `/ops/person-links/${link.id}/split`;
    expect(await operator.refusal('POST', path, { body: { reason: '太晚' } })).toBe(
      'PERSON_LINK_STATE',
    );
  });

  it('case 63: when one of them is deleted, then the rest are who they are without it', async () => {
    const [ann, bo, cy] = [...(await two()), await aShopper(shop)];
    await joined(operator, ann.id, bo.id);
    await joined(operator, bo.id, cy.id);
    const file = await exportedBy(shop, bo);
    expect(JSON.stringify(file)).not.toContain(ann.id);
    await deleted(shop, bo);
    expect(await accountsOf(ann)).toEqual([ann.id]);
    expect((await personOf(operator, cy.id)).links).toEqual([]);
    const body = { oneId: ann.id, otherId: bo.id, reason: '已注销' };
    expect(await operator.refusal('POST', '/ops/person-links', { body })).toBe('MEMBER_NOT_FOUND');
  });
});

describe('given a file in which one customer has the keys of two shoppers', () => {
  it('then they are held, and the two are proposed as one person', async () => {
    const [ann, bo, phone] = [await aNewcomer(shop), await aShopper(shop), aPhone()];
    await bound(shop, ann, phone);
    await shop.settle();
    const row = { 顾客编号: 'tb-1', 下单时间: '2026-03-05 09:30', 金额: '8', 手机号: phone };
    await ordersImported(shop, operator, orderFile([{ ...row, openid: bo.openid }]));
    const [link] = await linksOf(operator, 'proposed', ann.id, bo.id);
    expect(link).toMatchObject({ evidence: 'import' });
  });
});

describe('given any decisions about some accounts', () => {
  it('then they are who can be reached over the live links, as if counted from nothing', async () => {
    const ids = (await Promise.all(Array.from({ length: 5 }, () => aShopper(shop)))).map(
      ({ id }) => id,
    );
    const decision = fc.record({
      pair: fc.subarray(ids, { minLength: 2, maxLength: 2 }),
      joins: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(decision, { maxLength: 8 }), async (decisions) => {
        for (const { pair, joins } of decisions) {
          const [one = '', other = ''] = pair;
          const known = await linksOf(operator, 'joined', one, other);
          if (joins && known.length === 0) await joined(operator, one, other);
          if (!joins && known[0]) await decided(operator, known[0], 'split');
        }
        const live = await linksOf(operator, 'joined', ...ids);
        const people = await shop.app
          .get(People, { strict: false })
          .personIdsOf(shop.db.manager, ids);
        expect(people).toEqual(personsAmong(ids, live));
      }),
      { numRuns: 12 },
    );
  });
});
