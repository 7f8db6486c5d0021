import type { Address } from '@siyu/shared';

type Place = Pick<Address, 'province' | 'city' | 'district' | 'detail'>;

/** Province, city and district in one; a city that is its own province or district stands once. */
export function regionText({ province, city, district }: Omit<Place, 'detail'>): string {
  return [...new Set([province, city, district])].join('');
}

/** The whole place as it is written on a parcel. */
export function placeText(place: Place): string {
  return regionText(place) + place.detail;
}

/** `138 0000 0000`: readable groups; a landline stays as it is. */
export function phoneText(phone: string): string {
  return phone.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3');
}
