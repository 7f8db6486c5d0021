import { PHONE_PATTERN } from '../limits.js';
import { fen, parseYuan, type Fen } from '../money.js';
import type { OutsideKeys } from './match-customer.js';

/** The columns of a file of orders from elsewhere, by their headings; the others may be absent. */
export const ORDER_COLUMNS = {
  customerId: '顾客编号',
  orderedAt: '下单时间',
  amount: '金额',
  orderId: '订单号',
  memberNumber: '会员号',
  phone: '手机号',
  unionid: 'unionid',
  openid: 'openid',
} as const;
export type OrderColumn = keyof typeof ORDER_COLUMNS;
export const ORDER_COLUMNS_NEEDED = [
  'customerId',
  'orderedAt',
  'amount',
] as const satisfies OrderColumn[];

/** Why a row is left out. */
export const ORDER_ROW_REASONS = [
  'CELLS_MISCOUNTED',
  'ID_INVALID',
  'ORDER_REPEATED',
  'TIME_INVALID',
  'MONEY_INVALID',
  'PHONE_INVALID',
] as const;
export type OrderRowReason = (typeof ORDER_ROW_REASONS)[number];

export interface OrderRowProblem {
  column: OrderColumn;
  reason: OrderRowReason;
}

/** An order placed elsewhere, and who placed it, as the other system knows them. */
export interface FileOrder {
  customerId: string;
  orderId: string;
  orderedAt: Date;
  amountFen: Fen;
  keys: OutsideKeys;
}

type Cells = Readonly<Partial<Record<string, string>>>;
const ID = /^\S{1,64}$/;
const OFFSET_MINUTES = 8 * 60;

/**
 * An order out of a row, or every reason why not. In a file without a column of order ids, the line
 * is the id: it tells apart rows that are alike, and the same file comes in once.
 */
export function readOutsideOrder(
  line: number,
  cells: Cells,
): { order: FileOrder; problems: [] } | { order: null; problems: OrderRowProblem[] } {
  const problems: OrderRowProblem[] = [];
  const textOf = (column: OrderColumn) => (cells[ORDER_COLUMNS[column]] ?? '').trim();
  const read = <T>(
    column: OrderColumn,
    reason: OrderRowReason,
    value: T | undefined | null,
    none: T,
  ): T => {
    if (value === undefined || value === null) problems.push({ column, reason });
    return value ?? none;
  };
  const key = (column: OrderColumn) => {
    const text = textOf(column);
    return text === '' ? null : read(column, 'ID_INVALID', ID.test(text) ? text : null, '');
  };
  const hasIds = ORDER_COLUMNS.orderId in cells;
  const phone = textOf('phone');
  const order: FileOrder = {
    customerId: read('customerId', 'ID_INVALID', idOf(textOf('customerId')), ''),
    orderId: read('orderId', 'ID_INVALID', hasIds ? idOf(textOf('orderId')) : String(line), ''),
    orderedAt: read('orderedAt', 'TIME_INVALID', instantOf(textOf('orderedAt')), new Date(0)),
    amountFen: read('amount', 'MONEY_INVALID', parseYuan(textOf('amount')), fen(0)),
    keys: {
      memberNumber: key('memberNumber'),
      phone: phone === '' ? null : read('phone', 'PHONE_INVALID', phoneOf(phone), ''),
      ...{ unionid: key('unionid'), openid: key('openid') },
    },
  };
  return problems.length > 0 ? { order: null, problems } : { order, problems: [] };
}

function idOf(text: string): string | undefined {
  return ID.test(text) ? text : undefined;
}

function phoneOf(text: string): string | undefined {
  const plain = text.replace(/[\s-]|^\+86/g, '');
  return PHONE_PATTERN.test(plain) ? plain : undefined;
}

/** `1997-01-01`, `2026/3/5 9:30`, `2026-03-05 09:30:15`: Beijing time, as shops write it. */
function instantOf(text: string): Date | undefined {
  const pattern = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?$/;
  const [, ...parts] = pattern.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0));
  if (!year || !month || !day || (hour ?? 0) > 23 || (minute ?? 0) > 59) return undefined;
  const written = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isDay = written.getUTCMonth() === month - 1 && written.getUTCDate() === day;
  return isDay ? new Date(written.getTime() - OFFSET_MINUTES * 60_000) : undefined;
}
