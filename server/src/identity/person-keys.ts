import { createHash } from 'node:crypto';
import { normalizedAddress, type WrittenPlace } from '@siyu/shared';

/** What two shoppers may have in common that makes them one person. */
export const PERSON_KEY_KINDS = ['openid', 'unionid', 'phone', 'address'] as const;
export type PersonKeyKind = (typeof PERSON_KEY_KINDS)[number];

export interface PersonKey {
  kind: PersonKeyKind;
  /** A hash, so that it says nothing of the person where it is kept. */
  hash: string;
}

export function personKey(kind: PersonKeyKind, value: string): PersonKey {
  return { kind, hash: createHash('sha256').update(`${kind}\n${value}`).digest('hex') };
}

/** A landline may be written with a hyphen. */
export function phoneKey(phone: string): PersonKey {
  return personKey('phone', phone.replaceAll('-', ''));
}

export function addressKey(place: WrittenPlace): PersonKey {
  return personKey('address', normalizedAddress(place));
}
