import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReferralFlag, RewardOffer } from '@siyu/shared';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { ReferralRisk } from '../../../server/src/referrals/risk/referral-risk.service.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, stocked } from '../../factories/product.js';
import { publishedProgramme, rewardsOf } from '../../factories/programme.js';
import { skuOf } from '../../factories/purchase.js';
import {
  aSecondAccount,
  broughtBy,
  flagsOf,
  friends,
  opened,
  sentTo,
  shared,
} from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, newOpenid, phoneCode, type TestShopper } from '../../factories/shopper.js';
import { statementsOf } from '../../factories/statements.js';

let shop: TestShop;
let operator: TestOperator;
let ann: TestShopper;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  await stocked(shop, aProduct());
  skuId = await skuOf(shop, 'mug');
});
beforeEach(async () => {
  operator = await anOperator(shop);
  ann = await aShopper(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const rulesMet = ({ evidence }: ReferralFlag) => evidence.map(({ rule }) => rule);

/** Asks as what gives a reward does, in a transaction of its own. */
const assess = (inviter: Pick<TestShopper, 'id'>) =>
  inTransaction(shop.db, (tx) =>
    shop.app.get(ReferralRisk, { strict: false }).assess(tx, inviter.id),
  );

const decide = (flag: ReferralFlag, what: 'clearance' | 'confirmation') =>
  operator.post<ReferralFlag>(`/ops/referral-flags/${flag.id}/${what}`, { reason: '已电话核实' });

const friendsOf = (inviter: TestShopper, count: number) => friends(shop, inviter, count);
const bought = (shopper: TestShopper, detail: string, payer?: string) =>
  sentTo(shop, shopper, { skuId, detail, payer });

describe('case 49: given an inviter who is the friend as well', () => {
  it('when the second account logs in where the first did, then it is held with the evidence', async () => {
    const { inviter, friend } = await aSecondAccount(shop);
    expect(await flagsOf(operator, inviter)).toMatchObject([
      {
        ...{ friendId: friend.id, inviterId: inviter.id, state: 'open', decidedBy: null },
        evidence: [{ rule: 'own-installation', seen: { usesInvitersInstallation: 1 } }],
      },
    ]);
  });

  it('when both have one phone number, then it is held', async () => {
    const [bo] = await friendsOf(ann, 1);
    for (const who of [ann, bo!]) {
      const code = await phoneCode(shop, who.openid, '13900001111');
      await who.post('/shop/me/phone', { code });
    }
    await assess(ann);
    expect((await flagsOf(operator, ann)).map(rulesMet)).toEqual([['own-phone']]);
  });

  it('when the inviter pays for two of three, then those two are held', async () => {
    const all = await friendsOf(ann, 3);
    for (const [at, friend] of all.entries()) {
      await bought(friend, `长江路 ${at + 1} 号`, at < 2 ? ann.openid : friend.openid);
    }
    const states = await assess(ann);
    expect([...states.keys()].sort()).toEqual(all.map(({ id }) => id));
    expect((await flagsOf(operator, ann)).map(rulesMet).reverse()).toEqual([
      ['paid-by-inviter'],
      ['paid-by-inviter'],
      ['held-company'],
    ]);
  });

  it('when two have parcels sent to one door that is disguised, then they are held', async () => {
    const all = await friendsOf(ann, 2);
    await bought(all[0]!, '解放路100号2幢301室');
    await bought(all[1]!, '解放路１００号二栋三零一（放门口）');
    await assess(ann);
    expect((await flagsOf(operator, ann)).map(rulesMet)).toEqual([
      ['one-door-disguised'],
      ['one-door-disguised'],
    ]);
  });

  it('when three come in a row and a customer opens the last’s link, then all three are held', async () => {
    await bought(ann, '长江路 9 号');
    const bo = await broughtBy(shop, await shared(ann));
    const cy = await broughtBy(shop, await shared(bo));
    const di = await broughtBy(shop, await shared(cy));
    await opened(shop, await shared(di), { device: bo.device, by: ann });
    await shop.settle();
    for (const [inviter, friend] of [
      [ann, bo],
      [bo, cy],
      [cy, di],
    ] as const) {
      await assess(inviter);
      const [flag] = await flagsOf(operator, inviter);
      expect(flag).toMatchObject({ friendId: friend.id, evidence: [{ rule: 'circle' }] });
      expect(flag!.evidence[0]!.seen).toMatchObject({ friendsInCircle: 3 });
    }
  });

  it('when six accounts are made within the hour, then they are held; five honest friends are not', async () => {
    await friendsOf(ann, 5);
    expect(await flagsOf(operator, ann)).toEqual([]);
    await friendsOf(ann, 1);
    expect((await flagsOf(operator, ann)).map(rulesMet)).toEqual(Array(6).fill(['burst']));
  });
});

describe('given a friend who is flagged', () => {
  it('when an operator clears them, then the same evidence never holds them again, another’s does', async () => {
    const { inviter, friend } = await aSecondAccount(shop);
    const [flag] = await flagsOf(operator, inviter);
    expect(await decide(flag!, 'clearance')).toMatchObject({ state: 'cleared' });
    expect(await assess(inviter)).toEqual(new Map([[friend.id, 'cleared']]));
    for (const who of [inviter, friend]) {
      const code = await phoneCode(shop, who.openid, '13900002222');
      await who.post('/shop/me/phone', { code });
    }
    expect(await assess(inviter)).toEqual(new Map([[friend.id, 'open']]));
    const [again] = await flagsOf(operator, inviter);
    expect(again).toMatchObject({ id: flag!.id, decidedBy: null, reason: null });
    expect(rulesMet(again!)).toEqual(['own-installation', 'own-phone']);
  });

  it('when it is confirmed, then that is for good, and decided once', async () => {
    const { inviter, friend } = await aSecondAccount(shop);
    const [flag] = await flagsOf(operator, inviter);
    const confirmed = await decide(flag!, 'confirmation');
    expect(confirmed).toMatchObject({ state: 'confirmed', reason: '已电话核实' });
    const path = `/ops/referral-flags/${flag!.id}/clearance`;
    const refused = await operator.refusal('POST', path, { body: { reason: '改变主意' } });
    expect(refused).toBe('REFERRAL_FLAG_DECIDED');
    expect(await assess(inviter)).toEqual(new Map([[friend.id, 'confirmed']]));
  });

  it('when two operators decide at the same moment, then one of them is told', async () => {
    const { inviter } = await aSecondAccount(shop);
    const [flag] = await flagsOf(operator, inviter);
    const refusals = await Promise.all(
      ['clearance', 'confirmation'].map((what) =>
        operator.refusal('POST', `/ops/referral-flags/${flag!.id}/${what}`, {
          body: { reason: '核实' },
        }),
      ),
    );
    expect(refusals.filter((one) => one !== null)).toEqual(['REFERRAL_FLAG_DECIDED']);
  });
});

describe('given a programme that rewards a registration', () => {
  const offers: RewardOffer[] = [
    { action: 'registered', side: 'inviter', gift: { kind: 'points', points: 100 } },
  ];
  beforeEach(() => publishedProgramme(operator, { offers }));
  const states = async (inviter: TestShopper) =>
    (await rewardsOf(inviter)).map(({ state }) => state);

  it('when the friend is flagged, then the reward is held, never dropped; once cleared it is given', async () => {
    const { inviter } = await aSecondAccount(shop);
    await shop.settle();
    expect(await states(inviter)).toEqual(['held']);
    const [flag] = await flagsOf(operator, inviter);
    await decide(flag!, 'clearance');
    await shop.settle();
    expect(await states(inviter)).toEqual(['granted']);
  });

  it('when an operator confirms it, then the reward is void', async () => {
    const { inviter } = await aSecondAccount(shop);
    await shop.settle();
    const [flag] = await flagsOf(operator, inviter);
    await decide(flag!, 'confirmation');
    await shop.settle();
    expect(await states(inviter)).toEqual(['voided']);
  });

  it('when the friend is nobody the rules know, then it is given', async () => {
    await friendsOf(ann, 1);
    await shop.settle();
    expect(await states(ann)).toEqual(['granted']);
  });
});

it('given twenty friends or two, then looking at them takes as many statements', async () => {
  await friendsOf(ann, 2);
  const few = await statementsOf(shop, () => assess(ann));
  const bo = await aShopper(shop, { openid: newOpenid() });
  await friendsOf(bo, 20);
  await assess(bo);
  const many = await statementsOf(shop, () => assess(bo));
  expect(many.statements).toBe(few.statements);
  expect(few.statements).toBeLessThanOrEqual(10);
});
