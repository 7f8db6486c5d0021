import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReferralFlag, RewardOffer, RiskPreview, VersionedRiskRules } from '@siyu/shared';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { ReferralRisk } from '../../../server/src/referrals/risk/referral-risk.service.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { publishedProgramme, rewardsOf } from '../../factories/programme.js';
import { aSecondAccount, flagsOf, friends } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';

const DAY_MS = 86_400_000;

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
});
beforeEach(async () => {
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const rulesMet = ({ evidence }: ReferralFlag) => evidence.map(({ rule }) => rule);

/** Asks as what gives a reward does, in a transaction of its own. */
const assess = (inviter: Pick<TestShopper, 'id'>) =>
  inTransaction(shop.db, (tx) =>
    shop.app.get(ReferralRisk, { strict: false }).assess(tx, inviter.id),
  );

describe('given rules as data', () => {
  const path = '/ops/referral-risk-rules';

  it('when one is taken out, then nothing is held by it from now on', async () => {
    const before = await operator.get<VersionedRiskRules>(path);
    const rules = before.rules.filter(({ name }) => name !== 'own-installation');
    await operator.put(path, { rules, version: before.version });
    const { inviter } = await aSecondAccount(shop);
    expect(await flagsOf(operator, inviter)).toEqual([]);
    const { version } = await operator.get<VersionedRiskRules>(path);
    await operator.put(path, { rules: before.rules, version });
    await assess(inviter);
    expect((await flagsOf(operator, inviter)).map(rulesMet)).toEqual([['own-installation']]);
  });

  it.each([
    ['a signal nobody knows', [{ name: 'x', conditions: [{ signal: 'luck', atLeast: 1 }] }]],
    ['no condition', [{ name: 'x', conditions: [] }]],
    ['one name twice', [1, 2].map((atLeast) => rule('x', atLeast))],
    ['a limit of nothing', [rule('x', 0)]],
  ])('when there is %s, then it is refused', async (_, rules) => {
    const { version } = await operator.get<VersionedRiskRules>(path);
    const refused = await operator.refusal('PUT', path, { body: { rules, version } });
    expect(refused).toBe('INVALID_INPUT');
  });

  it('when somebody edited meanwhile, then VERSION_CONFLICT', async () => {
    const { rules, version } = await operator.get<VersionedRiskRules>(path);
    const body = { rules, version: version + 1 };
    expect(await operator.refusal('PUT', path, { body })).toBe('VERSION_CONFLICT');
  });

  function rule(name: string, atLeast: number) {
    return { name, conditions: [{ signal: 'isHasty', atLeast }] };
  }
});

describe('given rules that are to replace those in force', () => {
  const offers: RewardOffer[] = [
    { action: 'registered', side: 'inviter', gift: { kind: 'points', points: 100 } },
  ];
  const crowd = { name: 'crowd', conditions: [{ signal: 'friendsInBurst', atLeast: 2 }] };
  const path = '/ops/referral-risk-rules';
  const shown = (id: string) => operator.get<RiskPreview>(`${path}/previews/${id}`);

  it('when they are previewed, then it is told whom they would hold and let go; nothing changes', async () => {
    shop.clock.advance(2 * DAY_MS);
    operator = await anOperator(shop);
    const ann = await aShopper(shop);
    await publishedProgramme(operator, { offers });
    const { inviter, friend } = await aSecondAccount(shop);
    const crowded = (await friends(shop, ann, 2)).map(({ id }) => id);
    const kept = () => Promise.all([flagsOf(operator, ann), flagsOf(operator, inviter)]);
    const before = await kept();
    const body = { rules: [crowd], days: 1 };
    const { id, ...begun } = await operator.post<RiskPreview>(`${path}/preview`, body);
    expect(begun).toMatchObject({ state: 'running', invitersDone: 0, invitersTotal: 2 });
    await shop.settle();
    const { samples, ...counts } = await shown(id);
    expect(counts).toMatchObject({
      ...{ state: 'done', invitersDone: 2, friends: 3, heldNow: 1, heldThen: 2 },
      newlyHeld: { friends: 2, rewards: 2 },
      noLongerHeld: { friends: 1, rewards: 1 },
    });
    const seen = { friendsInBurst: 2 };
    expect(samples.slice(0, 2).sort((a, b) => (a.friendId < b.friendId ? -1 : 1))).toEqual(
      crowded.sort().map((friendId) => ({
        ...{ friendId, inviterId: ann.id, change: 'held' },
        evidence: [{ rule: 'crowd', seen }],
      })),
    );
    const released = { friendId: friend.id, inviterId: inviter.id, change: 'released' };
    expect(samples.slice(2)).toMatchObject([released]);
    expect(await kept()).toEqual(before);
    expect((await rewardsOf(ann)).map(({ state }) => state)).toEqual(['granted', 'granted']);
    const { rules } = await operator.get<VersionedRiskRules>(path);
    expect(rules.map(({ name }) => name)).toContain('own-installation');
  });

  it('when a preview was cut off half-way, then it goes on where it was', async () => {
    const { id } = await operator.post<RiskPreview>(`${path}/preview`, { rules: [], days: 90 });
    await shop.settle();
    const whole = await shown(id);
    const { id: again } = await operator.post<RiskPreview>(`${path}/preview`, { rules: [] });
    const half = { ...whole, invitersDone: 5 };
    await shop.db.query('UPDATE risk_preview SET reached = ?, counts = ? WHERE id = ?', [
      ...['Z'.repeat(26), JSON.stringify(half), again],
    ]);
    await shop.settle();
    expect((await shown(again)).invitersDone).toBe(5);
    shop.clock.advance(8 * DAY_MS);
    operator = await anOperator(shop);
    await shop.settle();
    expect(await operator.refusal('GET', `${path}/previews/${id}`)).toBe('NOT_FOUND');
  });

  it('when somebody may not see referrals, then they preview nothing', async () => {
    const stranger = await anOperator(shop, ['orders.read']);
    const body = { rules: [crowd] };
    expect(await stranger.refusal('POST', `${path}/preview`, { body })).toBe('PERMISSION_MISSING');
  });
});
