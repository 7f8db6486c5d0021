import { describe, expect, it } from '@jest/globals';
import { addressInputSchema } from '@siyu/shared';
import {
  EMPTY_ADDRESS,
  trimmed,
  withProvince,
  wrongFields,
  type AddressFields,
} from './address-form';
import { phoneText, placeText } from './address-text';

const whole: AddressFields = {
  recipient: ' 林晚 ',
  phone: '138 0013 8000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  detail: '龙井路 1 号',
  isDefault: false,
};

describe('given the address form', () => {
  it('when nothing is typed, then every needed field is named', () =>
    expect(wrongFields(EMPTY_ADDRESS)).toEqual([
      'recipient',
      'phone',
      'province',
      'city',
      'district',
      'detail',
    ]));

  it('when the district is left out, then it is asked for: a parcel goes nowhere without it', () =>
    expect(wrongFields({ ...whole, district: ' ' })).toEqual(['district']));

  it('when the city has no districts, then none is asked for', () =>
    expect(wrongFields({ ...whole, province: '广东省', city: '东莞市', district: '' })).toEqual(
      [],
    ));

  it('when it finds nothing wrong, then the server takes it too', () => {
    expect(wrongFields(whole)).toEqual([]);
    expect(addressInputSchema.safeParse(trimmed(whole)).success).toBe(true);
  });

  it.each(['', '1234', '12800138000', '010-12345', '１３８００１３８０００'])(
    'when the phone is %p, then form and server both refuse it',
    (phone) => {
      expect(wrongFields({ ...whole, phone })).toEqual(['phone']);
      expect(addressInputSchema.safeParse(trimmed({ ...whole, phone })).success).toBe(false);
    },
  );

  it('when a city that is a province is chosen, then it is the city as well', () =>
    expect(withProvince(whole, '上海市')).toMatchObject({ city: '上海市', district: '' }));

  it('when the same province is chosen again, then nothing is lost', () =>
    expect(withProvince(whole, '浙江省')).toBe(whole));
});

describe('given an address to show', () => {
  it('when city and province are one, then it is written once', () =>
    expect(placeText({ ...whole, province: '北京市', city: '北京市', district: '东城区' })).toBe(
      '北京市东城区龙井路 1 号',
    ));
  it('when a city has no districts, then it is written once', () =>
    expect(placeText({ ...whole, province: '广东省', city: '东莞市', district: '东莞市' })).toBe(
      '广东省东莞市龙井路 1 号',
    ));
  it('when it has a mobile number, then it is grouped', () => {
    expect(phoneText('13800138000')).toBe('138 0013 8000');
    expect(phoneText('010-12345678')).toBe('010-12345678');
  });
});
