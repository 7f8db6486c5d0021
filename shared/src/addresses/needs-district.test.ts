import { describe, expect, it } from '@jest/globals';
import { addressInputSchema } from '../api/identity.js';
import { needsDistrict } from './needs-district.js';

const address = {
  ...{ recipient: '林小满', phone: '13800138000', province: '广东省', city: '东莞市' },
  ...{ district: '', detail: '文三路 100 号' },
};
const isTaken = (over: object) => addressInputSchema.safeParse({ ...address, ...over }).success;

describe('given where a parcel is to go', () => {
  it('when the city has districts, then one is needed', () => {
    expect(needsDistrict('浙江省', '杭州市')).toBe(true);
    expect(needsDistrict('北京市', '北京市')).toBe(true);
    expect(isTaken({ province: '浙江省', city: '杭州市' })).toBe(false);
    expect(isTaken({ province: '浙江省', city: '杭州市', district: '西湖区' })).toBe(true);
  });

  it.each([
    ['广东省', '东莞市'],
    ['广东省', '中山'],
    ['甘肃省', '嘉峪关市'],
    ['湖北省', '仙桃市'],
    ['新疆维吾尔自治区', '石河子市'],
    ['香港特别行政区', '香港特别行政区'],
    ['台湾省', '台北市'],
  ])('when it is %s %s, then there is none to name', (province, city) => {
    expect(needsDistrict(province, city)).toBe(false);
    expect(isTaken({ province, city })).toBe(true);
    expect(isTaken({ province, city, district: '长安镇' })).toBe(true);
  });

  it('when province or city is missing or blank, then it is refused', () => {
    for (const blank of ['', '  ']) {
      expect(isTaken({ province: blank })).toBe(false);
      expect(isTaken({ city: blank })).toBe(false);
    }
  });

  it('when a city merely ends like one without districts, then it needs one', () => {
    expect(needsDistrict('山东省', '东方城市')).toBe(true);
    expect(needsDistrict('浙江省', '')).toBe(true);
  });
});
