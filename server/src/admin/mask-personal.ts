import { maskOpenid, maskPhone } from '../platform/mask.js';

const NAME_SHOWN = 1;
const HIDDEN = '***';

type Masker = (text: string) => string;

/** The fields that hold personal data or secrets, wherever they stand in what is recorded. */
const MASKERS: Readonly<Record<string, Masker>> = {
  phone: maskPhone,
  openid: maskOpenid,
  unionid: maskOpenid,
  recipient: (name) => `${[...name].slice(0, NAME_SHOWN).join('')}**`,
  detail: () => HIDDEN,
  taxNumber: () => HIDDEN,
  email: () => HIDDEN,
  password: () => HIDDEN,
  token: () => HIDDEN,
};

/** A copy in which nobody can be recognised and nothing can be logged in with. */
export function maskPersonal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskPersonal);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, maskedField(name, inner)]),
  );
}

function maskedField(name: string, value: unknown): unknown {
  const mask = MASKERS[name];
  return mask && typeof value === 'string' ? mask(value) : maskPersonal(value);
}
