import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { liesAt, normalizedAddress, type WrittenPlace } from './normalized-address.js';

const at = (detail: string, given: Partial<WrittenPlace> = {}): WrittenPlace => ({
  ...{ province: '浙江省', city: '杭州市', district: '西湖区' },
  detail,
  ...given,
});
const door = normalizedAddress(at('文三路 100 号 2 幢 301 室'));

describe('given one door', () => {
  it.each([
    '文三路100号2幢301室',
    '文三路100号2幢301',
    '文三路１００号　２幢　３０１室',
    '文三路100号2-301',
    '文三路 100-2-301',
    '文三路100号，2栋，301。',
    '文三路100号二幢301室',
    '文三路100号2幢三零一室',
    '文三路100号二栋三零一',
    '浙江省杭州市西湖区文三路100号2幢301室',
    '杭州西湖文三路100号2幢301',
    '文三路100号2幢301室（放门口，谢谢）',
    '文三路100号2幢301(电话联系)',
    '文三路 100 号 2 栋 301 房',
  ])('when it is written “%s”, then it is the same', (detail) => {
    expect(normalizedAddress(at(detail))).toBe(door);
  });

  it.each([
    [{ province: '浙江', city: '杭州', district: '西湖' }],
    [{ province: ' 浙江省 ', city: '杭州市 ', district: '西湖区' }],
  ])('when its region is written %j, then it is the same', (region) => {
    expect(normalizedAddress(at('文三路100号2幢301', region))).toBe(door);
  });

  it.each([
    ['文三路100号2幢302室'],
    ['文三路100号3幢301室'],
    ['文三路10号02幢301室'],
    ['文二路100号2幢301室'],
    ['文三路1002-301'],
    ['文三西路100号2幢301室'],
  ])('when it is “%s”, then it is another', (detail) => {
    expect(normalizedAddress(at(detail))).not.toBe(door);
  });

  it('when the district is another, then so is the door', () => {
    expect(normalizedAddress(at('文三路100号2幢301', { district: '拱墅区' }))).not.toBe(door);
  });
});

describe('given a building with a number above ten', () => {
  it.each([
    ['文三路100号十栋301', '文三路100号10栋301'],
    ['文三路100号十二栋301', '文三路100号12栋301'],
    ['文三路100号一二栋301', '文三路100号12栋301'],
    ['文三路100号二十栋301', '文三路100号20栋301'],
    ['文三路100号二十三栋301', '文三路100号23栋301'],
  ])('when it is spelled %s, then it is %s', (spelled, inDigits) => {
    expect(normalizedAddress(at(spelled))).toBe(normalizedAddress(at(inDigits)));
  });

  it('when a street is named by a number, then it keeps its name', () => {
    expect(normalizedAddress(at('三里屯路1号'))).toContain('三里屯路1');
  });
});

describe('given a municipality, or an autonomous region', () => {
  const beijing = { province: '北京市', city: '北京市', district: '朝阳区' };

  it.each([{ city: '市辖区' }, { city: '北京' }, { province: '北京', city: '北京市' }])(
    'when its levels are written %j, then it is the same',
    (given) => {
      const detail = '建国路 88 号 1 座 1203';
      expect(normalizedAddress(at(detail, { ...beijing, ...given }))).toBe(
        normalizedAddress(at('建国路88号1座1203室', beijing)),
      );
    },
  );

  it('when it is written long or short, then it is the same', () => {
    const long = { province: '广西壮族自治区', city: '南宁市', district: '青秀区' };
    const short = { province: '广西', city: '南宁', district: '青秀' };
    expect(normalizedAddress(at('民族大道1号', long))).toBe(
      normalizedAddress(at('民族大道 1', short)),
    );
  });
});

describe('given a dormitory', () => {
  const dormitory = at('浙大路 38 号 3 号楼');

  it('when a room is in it, then it lies there; next door does not', () => {
    expect(liesAt(at('浙大路38号3号楼502室'), dormitory)).toBe(true);
    expect(liesAt(at('浙大路38号3-502'), dormitory)).toBe(true);
    expect(liesAt(at('浙大路38号30号楼502'), dormitory)).toBe(false);
    expect(liesAt(at('浙大路38号'), dormitory)).toBe(false);
  });
});

it('property: spaces, full-width digits and a repeated region never make another door', () => {
  const room = fc.integer({ min: 1, max: 3_000 });
  const wide = (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  fc.assert(
    fc.property(room, room, room, (house, block, flat) => {
      const plain = normalizedAddress(at(`古墩路${house}号${block}幢${flat}室`));
      expect(normalizedAddress(at(wide(`古墩路 ${house} 号 ${block} 幢 ${flat}`)))).toBe(plain);
      expect(normalizedAddress(at(`西湖区古墩路${house}-${block}-${flat}`))).toBe(plain);
      expect(normalizedAddress(at(`古墩路${house}号${block}幢${flat + 1}室`))).not.toBe(plain);
    }),
  );
});
