import { needsDistrict, PHONE_PATTERN, type Address } from '@siyu/shared';

/** What stands in the form; every field is text until it is right. */
export type AddressFields = Omit<Address, 'id'>;
export type AddressField = Exclude<keyof AddressFields, 'isDefault'>;

export const EMPTY_ADDRESS: AddressFields = {
  recipient: '',
  phone: '',
  province: '',
  city: '',
  district: '',
  detail: '',
  isDefault: false,
};

/** Cities that are provinces themselves: whoever names one has named the other. */
const OWN_CITY = ['北京市', '天津市', '上海市', '重庆市', '香港特别行政区', '澳门特别行政区'];

/** Provinces as addresses in China are written, in the order of the official codes. */
export const PROVINCES = [
  ...['北京市', '天津市', '河北省', '山西省', '内蒙古自治区', '辽宁省', '吉林省', '黑龙江省'],
  ...['上海市', '江苏省', '浙江省', '安徽省', '福建省', '江西省', '山东省', '河南省', '湖北省'],
  ...['湖南省', '广东省', '广西壮族自治区', '海南省', '重庆市', '四川省', '贵州省', '云南省'],
  ...['西藏自治区', '陕西省', '甘肃省', '青海省', '宁夏回族自治区', '新疆维吾尔自治区'],
  ...['台湾省', '香港特别行政区', '澳门特别行政区'],
] as const;

/** The fields after a province was chosen: a city of the province before does not stay. */
export function withProvince(fields: AddressFields, province: string): AddressFields {
  if (province === fields.province) return fields;
  return { ...fields, province, city: OWN_CITY.includes(province) ? province : '', district: '' };
}

/** As it is sent: without the space people type around things, or inside a phone number. */
export function trimmed(fields: AddressFields): AddressFields {
  return {
    recipient: fields.recipient.trim(),
    phone: fields.phone.replace(/\s/g, ''),
    province: fields.province.trim(),
    city: fields.city.trim(),
    district: fields.district.trim(),
    detail: fields.detail.trim(),
    isDefault: fields.isDefault,
  };
}

/** The fields that would be refused, in the order they stand in the form. */
export function wrongFields(fields: AddressFields): AddressField[] {
  const { recipient, phone, province, city, district, detail } = trimmed(fields);
  const wrong: AddressField[] = [];
  if (recipient === '') wrong.push('recipient');
  if (!PHONE_PATTERN.test(phone)) wrong.push('phone');
  if (province.length < 2) wrong.push('province');
  if (city.length < 2) wrong.push('city');
  if (district === '' && needsDistrict(province, city)) wrong.push('district');
  if (detail.length < 2) wrong.push('detail');
  return wrong;
}
