import { PHONE_PATTERN } from '../limits.js';

/** The columns of a file of members, by their headings; only the first two must be there. */
export const MEMBER_COLUMNS = {
  memberNumber: '会员号',
  phone: '手机号',
  nickname: '昵称',
  birthday: '生日',
  growth: '成长值',
  tier: '等级',
  points: '积分',
  principal: '本金',
  bonus: '赠送金',
  joinedAt: '入会日期',
} as const;
export type MemberColumn = keyof typeof MEMBER_COLUMNS;
export const MEMBER_COLUMNS_NEEDED = ['memberNumber', 'phone'] as const satisfies MemberColumn[];

/** Why a row is left out. */
export const MEMBER_ROW_REASONS = [
  'CELLS_MISCOUNTED',
  'NUMBER_INVALID',
  'NUMBER_REPEATED',
  'PHONE_INVALID',
  'NICKNAME_TOO_LONG',
  'BIRTHDAY_INVALID',
  'GROWTH_INVALID',
  'TIER_UNKNOWN',
  'POINTS_INVALID',
  'MONEY_INVALID',
  'DATE_INVALID',
  'CLAIMED_ALREADY',
] as const;
export type MemberRowReason = (typeof MEMBER_ROW_REASONS)[number];

/** What is carried over of a member from another system. */
export interface CarriedOver {
  nickname: string | null;
  birthday: string | null;
  growth: number;
  /** A tier by its id that the member has at least; null for none. */
  tier: string | null;
  points: number;
  principalFen: number;
  bonusFen: number;
  /** The day they joined, `YYYY-MM-DD`; null where it is not known. */
  joinedOn: string | null;
}

export interface FileMember {
  memberNumber: string;
  phone: string;
  carried: CarriedOver;
}

export interface MemberRowProblem {
  column: MemberColumn;
  reason: MemberRowReason;
}

type Cells = Readonly<Partial<Record<string, string>>>;
const NICKNAME_LENGTH_MAX = 20;
const COUNT_MAX = 1_000_000_000;

/**
 * A member out of a row of a file, or every reason why not. `tierNames` are the ids of the shop's
 * tiers by what they are called; a tier may be given either way.
 */
export function readMember(
  cells: Cells,
  tierNames: ReadonlyMap<string, string>,
): { member: FileMember; problems: [] } | { member: null; problems: MemberRowProblem[] } {
  const problems: MemberRowProblem[] = [];
  const read = <T>(
    column: MemberColumn,
    reason: MemberRowReason,
    parse: (text: string) => T | undefined,
    empty: T,
  ): T => {
    const text = (cells[MEMBER_COLUMNS[column]] ?? '').trim();
    const value = text === '' ? empty : parse(text);
    if (value === undefined) problems.push({ column, reason });
    return value ?? empty;
  };
  const memberNumber = read('memberNumber', 'NUMBER_INVALID', numberOf, '');
  if (memberNumber === '' && problems.length === 0)
    problems.push({ column: 'memberNumber', reason: 'NUMBER_INVALID' });
  const phone = read('phone', 'PHONE_INVALID', phoneOf, '');
  if (phone === '' && problems.every(({ column }) => column !== 'phone'))
    problems.push({ column: 'phone', reason: 'PHONE_INVALID' });
  const carried: CarriedOver = {
    nickname: read<string | null>('nickname', 'NICKNAME_TOO_LONG', shortOf, null),
    birthday: read<string | null>('birthday', 'BIRTHDAY_INVALID', birthdayOf, null),
    growth: read('growth', 'GROWTH_INVALID', countOf, 0),
    tier: read<string | null>('tier', 'TIER_UNKNOWN', (name) => tierNames.get(name), null),
    points: read('points', 'POINTS_INVALID', countOf, 0),
    principalFen: read('principal', 'MONEY_INVALID', fenOf, 0),
    bonusFen: read('bonus', 'MONEY_INVALID', fenOf, 0),
    joinedOn: read<string | null>('joinedAt', 'DATE_INVALID', dayOf, null),
  };
  if (problems.length > 0) return { member: null, problems };
  return { member: { memberNumber, phone, carried }, problems: [] };
}

/** Whether it holds money, which is never added to other money without being asked. */
export function holdsMoney({ principalFen, bonusFen }: CarriedOver): boolean {
  return principalFen + bonusFen > 0;
}

function numberOf(text: string): string | undefined {
  return /^[\w-]{1,40}$/.test(text) ? text : undefined;
}

function phoneOf(text: string): string | undefined {
  const plain = text.replace(/[\s-]|^\+86/g, '');
  return PHONE_PATTERN.test(plain) ? plain : undefined;
}

function shortOf(text: string): string | undefined {
  return text.length <= NICKNAME_LENGTH_MAX ? text : undefined;
}

/** With or without a year, which is not kept. */
function birthdayOf(text: string): string | undefined {
  const [, month = '', day = ''] = /^(?:\d{4}-)?(\d\d)-(\d\d)$/.exec(text) ?? [];
  return isDay(`2028-${month}-${day}`) ? `${month}-${day}` : undefined;
}

function dayOf(text: string): string | undefined {
  return isDay(text) ? text : undefined;
}

function isDay(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00.000Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(parsed.getTime())
    ? parsed.toISOString().startsWith(text)
    : false;
}

function countOf(text: string): number | undefined {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return count <= COUNT_MAX ? count : undefined;
}

/** Yuan with at most two decimals. */
function fenOf(text: string): number | undefined {
  const [, yuan, decimals = ''] = /^¥?(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(decimals.padEnd(2, '0'));
}
