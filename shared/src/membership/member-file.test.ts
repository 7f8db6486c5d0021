import { describe, expect, it } from '@jest/globals';
import { readMember, type MemberRowReason } from './member-file.js';

const TIERS = new Map([
  ['gold', 'gold'],
  ['金卡', 'gold'],
]);
const ROW = { 会员号: 'A-001', 手机号: '138 0013 8000' };
const reasonsOf = (cells: object): MemberRowReason[] =>
  readMember({ ...ROW, ...cells }, TIERS).problems.map(({ reason }) => reason);

describe('a row of a file of members', () => {
  it('given no more than a number and a phone, then nothing else is carried over', () =>
    expect(readMember(ROW, TIERS).member).toEqual({
      ...{ memberNumber: 'A-001', phone: '13800138000' },
      carried: {
        ...{ nickname: null, birthday: null, growth: 0, tier: null, points: 0 },
        ...{ principalFen: 0, bonusFen: 0, joinedOn: null },
      },
    }));

  it('given all of it, then money is in fen, the birthday has no year and the tier its id', () => {
    const all = {
      ...{ 昵称: '小五', 生日: '1990-02-29', 成长值: '120', 等级: '金卡', 积分: '30' },
      ...{ 本金: '12.3', 赠送金: '¥5', 入会日期: '2020-02-29' },
    };
    expect(reasonsOf(all)).toEqual([]);
    expect(readMember({ ...ROW, ...all }, TIERS).member?.carried).toEqual({
      ...{ nickname: '小五', birthday: '02-29', growth: 120, tier: 'gold', points: 30 },
      ...{ principalFen: 1_230, bonusFen: 500, joinedOn: '2020-02-29' },
    });
  });

  const BAD: [object, MemberRowReason][] = [
    [{ 会员号: '' }, 'NUMBER_INVALID'],
    [{ 会员号: '甲' }, 'NUMBER_INVALID'],
    [{ 手机号: '' }, 'PHONE_INVALID'],
    [{ 手机号: '1380013' }, 'PHONE_INVALID'],
    [{ 昵称: '名'.repeat(21) }, 'NICKNAME_TOO_LONG'],
    [{ 生日: '02-30' }, 'BIRTHDAY_INVALID'],
    [{ 成长值: '-1' }, 'GROWTH_INVALID'],
    [{ 等级: '钻石' }, 'TIER_UNKNOWN'],
    [{ 积分: '1.5' }, 'POINTS_INVALID'],
    [{ 本金: '1.234' }, 'MONEY_INVALID'],
    [{ 赠送金: '-3' }, 'MONEY_INVALID'],
    [{ 入会日期: '2021-02-29' }, 'DATE_INVALID'],
  ];
  it.each(BAD)('given %j, then it is left out as %s', (cells, reason) =>
    expect(reasonsOf(cells)).toEqual([reason]),
  );

  it('given several faults, then each is told', () =>
    expect(reasonsOf({ 会员号: '', 手机号: '', 积分: 'x' })).toEqual([
      'NUMBER_INVALID',
      'PHONE_INVALID',
      'POINTS_INVALID',
    ]));
});
