import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, ImportedMember, MemberCard, MemberImport, Page } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { aLadder, withRules } from '../../factories/membership.js';
import { imported, importedIn, memberFile } from '../../factories/member-file.js';
import { aPhone } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted, deletionOf, placesOf } from '../../factories/personal-data.js';
import { balancesOf, setPoints } from '../../factories/points.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, phoneCode, type TestShopper } from '../../factories/shopper.js';
import { aLot, balanceOf } from '../../factories/wallet.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await setPoints(shop);
  await withRules(shop, aLadder(), operator);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

let numbers = 0;
/** A row of the file of an old system: a silver member with money and points. */
const aRow = (over: Record<string, string> = {}) => ({
  ...{ 会员号: `OLD-${++numbers}`, 手机号: aPhone(), 昵称: '老朋友', 生日: '1990-03-04' },
  ...{ 成长值: '40', 等级: 'silver', 积分: '250', 本金: '88.80', 赠送金: '8' },
  入会日期: '2020-05-06',
  ...over,
});
async function bound(shopper: TestShopper, phone: string): Promise<void> {
  await shopper.post('/shop/me/phone', { code: await phoneCode(shop, shopper.openid, phone) });
  await shop.settle();
}
const inState = async (state: ImportedMember['state'], row: { 会员号: string }) =>
  (await importedIn(operator, state)).filter((one) => one.memberNumber === row.会员号);

describe('given a file of members', () => {
  it('when it is tried dry, then it says what it would do and does nothing', async () => {
    const file = memberFile([aRow(), aRow()]);
    const { state, report } = await imported(shop, operator, file, true);
    expect(state).toBe('done');
    expect(report).toMatchObject({ dryRun: true, rowsTotal: 2, rowsDone: 2, created: 2 });
    expect(await importedIn(operator, 'waiting')).toEqual([]);
  });

  it('when rows are bad, then each is named by its line and the others come in', async () => {
    const twice = aRow();
    const { report } = await imported(
      shop,
      operator,
      memberFile([aRow(), aRow({ 手机号: '123' }), twice, twice, aRow({ 等级: '黑钻' })]),
    );
    expect(report).toMatchObject({ created: 1, refused: 4, problemsTotal: 4 });
    expect(report!.problems).toEqual([
      { line: 3, column: 'phone', reason: 'PHONE_INVALID' },
      { line: 4, column: 'memberNumber', reason: 'NUMBER_REPEATED' },
      { line: 5, column: 'memberNumber', reason: 'NUMBER_REPEATED' },
      { line: 6, column: 'tier', reason: 'TIER_UNKNOWN' },
    ]);
  });

  it('when it is imported again, then nothing changes; a changed row is taken over', async () => {
    const rows = [aRow(), aRow()];
    await imported(shop, operator, memberFile(rows));
    const again = await imported(shop, operator, memberFile(rows));
    expect(again.report).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: 0 });
    const changed = memberFile([{ ...rows[0]!, 积分: '7' }, rows[1]!]);
    const { report } = await imported(shop, operator, changed);
    expect(report).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await inState('waiting', rows[0]!)).toMatchObject([{ points: 7 }]);
  });

  it('when it is not a file of members, then it is refused at once', async () => {
    const file = memberFile([{ 名称: '杯子' }]);
    await expect(imported(shop, operator, file)).rejects.toThrow('IMPORT_INVALID');
  });
});

describe('given someone who was a member elsewhere', () => {
  it('when they bind their phone, then they have what they had, once', async () => {
    const row = aRow();
    await imported(shop, operator, memberFile([row]));
    const ann = await aShopper(shop);
    await bound(ann, row.手机号);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 8_880, bonus: 800 });
    expect(await balancesOf(shop, ann.id)).toMatchObject({ active: 250 });
    const card = await ann.get<MemberCard>('/shop/member');
    // The tier asks for 100, so that much growth is given.
    expect(card).toMatchObject({ growth: 100, tier: { id: 'silver' } });
    expect(card.profile).toEqual({ nickname: '老朋友', birthday: '03-04' });
    expect(await inState('claimed', row)).toMatchObject([{ shopperId: ann.id }]);
    await bound(ann, row.手机号);
    const again = await imported(shop, operator, memberFile([{ ...row, 本金: '100' }]));
    expect(again.report!.problems).toMatchObject([{ reason: 'CLAIMED_ALREADY' }]);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 8_880, bonus: 800 });
  });

  it('when they had bound it before the import, then they need not do it again', async () => {
    const [ann, row] = [await aShopper(shop), aRow()];
    await bound(ann, row.手机号);
    await imported(shop, operator, memberFile([row]));
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 8_880 });
  });

  it('when they delete their account, then nothing imported says who they were', async () => {
    const row = aRow({ 昵称: '只此一人', 本金: '0', 赠送金: '0', 积分: '0' });
    await imported(shop, operator, memberFile([row]));
    const ann = await aShopper(shop);
    await bound(ann, row.手机号);
    await deleted(shop, ann);
    expect(await placesOf(shop, row.手机号)).toEqual([]);
    expect(await placesOf(shop, '只此一人')).toEqual([]);
    const again = await imported(shop, operator, memberFile([row]));
    expect(again.report!.problems).toMatchObject([{ reason: 'CLAIMED_ALREADY' }]);
  });
});

describe('case 62: given two accounts that both hold balance', () => {
  it('when one is imported and the other’s phone is bound, then an operator decides', async () => {
    const [ann, row] = [await aShopper(shop), aRow()];
    await aLot(shop, ann.id, { principal: 500, bonus: 0 });
    await imported(shop, operator, memberFile([row]));
    await bound(ann, row.手机号);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 500, bonus: 0 });
    const [held] = await inState('held', row);
    expect(held).toMatchObject({ shopperId: null, principalFen: 8_880 });
    const path = `/ops/member-files/imported/${held!.id}/claim`;
    await operator.post(path, { shopperId: ann.id });
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 9_380, bonus: 800 });
    const bo = await aShopper(shop);
    const refused = await operator.refusal('POST', path, { body: { shopperId: bo.id } });
    expect(refused).toBe('CONFLICT');
  });

  it('when two imported members have one phone, then neither is given by itself', async () => {
    const [ann, first] = [await aShopper(shop), aRow()];
    const second = aRow({ 手机号: first.手机号 });
    await imported(shop, operator, memberFile([first, second]));
    await bound(ann, first.手机号);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 0, bonus: 0 });
    expect([...(await inState('held', first)), ...(await inState('held', second))]).toHaveLength(2);
    const { blocks } = await deletionOf(ann);
    expect(blocks).toEqual([{ kind: 'principal', amount: 17_760 }]);
  });

  it('when two openids bind one phone, then each keeps what is theirs', async () => {
    const [ann, bo, phone] = [await aShopper(shop), await aShopper(shop), aPhone()];
    await aLot(shop, ann.id, { principal: 500, bonus: 0 });
    await aLot(shop, bo.id, { principal: 300, bonus: 30 });
    await bound(ann, phone);
    await bound(bo, phone);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 500, bonus: 0 });
    expect(await balanceOf(shop, bo.id)).toMatchObject({ principal: 300, bonus: 30 });
  });
});

describe('given a file with more principal than one operator may bring in', () => {
  const rich = () => memberFile([aRow({ 本金: '600' }), aRow({ 本金: '400.01' })]);

  it('when another operator approves it, then it is imported', async () => {
    const { id, state, approvalId } = await imported(shop, operator, rich());
    expect(state).toBe('needs-approval');
    const path = `/ops/approvals/${approvalId}/approval`;
    expect(await operator.refusal('POST', path)).toBe('APPROVAL_NEEDS_ANOTHER');
    await (await anOperator(shop)).post(path);
    await shop.settle();
    const done = await operator.get<MemberImport>(`/ops/member-files/imports/${id}`);
    expect(done).toMatchObject({ state: 'done', report: { created: 2 } });
  });

  it('when it is rejected, then nothing of it is kept', async () => {
    const { id, approvalId } = await imported(shop, operator, rich());
    await (await anOperator(shop)).post(`/ops/approvals/${approvalId}/rejection`);
    await shop.settle();
    const over = await operator.get<MemberImport>(`/ops/member-files/imports/${id}`);
    expect(over).toMatchObject({ state: 'rejected', report: null });
    const kept = await shop.db.query('SELECT csv FROM member_import WHERE id = ?', [id]);
    expect(kept).toEqual([{ csv: null }]);
  });
});

describe('given somebody deletes their account while members imported under their phone wait', () => {
  const poor = (phone: string) => aRow({ 手机号: phone, 本金: '', 赠送金: '' });

  it('when they can be theirs, then points and growth are given up with it, and they go', async () => {
    const [ann, phone] = [await aShopper(shop), aPhone()];
    const [first, second] = [poor(phone), poor(phone)];
    await imported(shop, operator, memberFile([first, second]));
    await bound(ann, phone);
    const { givenUp } = await deletionOf(ann);
    expect(givenUp).toEqual([
      { kind: 'points', amount: 500 },
      { kind: 'growth', amount: 80 },
    ]);
    await deleted(shop, ann);
    expect(await inState('held', first)).toEqual([]);
  });

  it('when another holds the number too, then they wait on for whose they are', async () => {
    const [ann, bo, phone] = [await aShopper(shop), await aShopper(shop), aPhone()];
    await bound(ann, phone);
    await bound(bo, phone);
    const row = poor(phone);
    await imported(shop, operator, memberFile([row]));
    expect((await deletionOf(ann)).givenUp).toEqual([]);
    await deleted(shop, ann);
    expect(await inState('held', row)).toHaveLength(1);
  });
});

describe('given all members as a file', () => {
  it('then it holds what they own and can be imported, and no cell is run as a formula', async () => {
    const [ann, phone] = [await aShopper(shop), aPhone()];
    await bound(ann, phone);
    await ann.put('/shop/member/profile', { nickname: '=1+1', birthday: null });
    await aLot(shop, ann.id, { principal: 1_250, bonus: 5 });
    const answer = await fetch(`${shop.url}/ops/member-files/members.csv`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    const text = await answer.text();
    const { items: noted } = await operator.get<Page<AuditEntry>>('/ops/audit-log?limit=1');
    expect(noted).toMatchObject([{ action: 'members.export' }]);
    const line = text.split('\n').find((one) => one.startsWith(ann.id));
    expect(line).toContain(`${phone},'=1+1,,0,regular,0,12.50,0.05,2026-11-`);
    const { report } = await imported(shop, operator, Buffer.from(text), true);
    expect(report!.problems.filter(({ column }) => column !== 'phone')).toEqual([]);
  });
});
