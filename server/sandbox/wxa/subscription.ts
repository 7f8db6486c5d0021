/** A message template as the merchant set it up at WeChat. */
export interface Template {
  readonly templateId: string;
  /** Keys like `thing1`; null for one that takes any field of WeChat's types. */
  readonly fields: readonly string[] | null;
}

/** How many messages of a template a person still lets in. */
export interface Subscription {
  readonly openid: string;
  readonly templateId: string;
  readonly acceptedCount: number;
  readonly isBanned: boolean;
}

export interface SentMessage {
  readonly msgId: string;
  readonly openid: string;
  readonly templateId: string;
  readonly page?: string;
  readonly values: Readonly<Record<string, string>>;
  readonly sentAtMs: number;
}

export function subscriptionKey(openid: string, templateId: string): string {
  return `${openid} ${templateId}`;
}

/** What a field of each type may hold, by its key without the number. */
const FIELD_RULES: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (value) => length(value) <= 20,
  number: (value) => length(value) <= 32 && /^-?\d+(\.\d+)?$/.test(value),
  letter: (value) => length(value) <= 32 && /^[A-Za-z]+$/.test(value),
  symbol: (value) => length(value) <= 5 && /^[^\p{L}\p{N}]+$/u.test(value),
  character_string: (value) => length(value) <= 32 && /^[\x20-\x7e]+$/.test(value),
  time: (value) => /\d{1,2}:\d{2}/.test(value) && length(value) <= 45,
  date: (value) => /^\d{4}[年/-]\d{1,2}[月/-]\d{1,2}/.test(value) && length(value) <= 45,
  amount: (value) => /^[^\d\s]?\d{1,10}(\.\d{1,2})?元?$/.test(value),
  phone_number: (value) => length(value) <= 17 && /^[\d+()\- ]+$/.test(value),
  car_number: (value) => length(value) <= 8,
  name: (value) => /^(\p{Script=Han}{1,10}|[A-Za-z ]{1,20})$/u.test(value),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
};

/** The first field of the data WeChat would refuse, or null. */
export function wrongField(
  template: Template,
  values: Readonly<Record<string, string | undefined>>,
): string | null {
  const keys = template.fields ?? Object.keys(values);
  const unknown = Object.keys(values).find((key) => !keys.includes(key));
  if (unknown !== undefined) return unknown;
  return keys.find((key) => !isRight(key, values[key])) ?? null;
}

function isRight(key: string, value: string | undefined): boolean {
  const rule = FIELD_RULES[key.replace(/\d+$/, '')];
  return rule !== undefined && value !== undefined && value !== '' && rule(value);
}

function length(value: string): number {
  return [...value].length;
}
