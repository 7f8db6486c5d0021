import { fen, type Fen } from '@siyu/shared';

/** A bill that does not say what a bill says: a bug, or WeChat has changed its form. */
export class BillUnreadable extends Error {}

/** A bill taken apart: a row by the names of its columns. */
export interface BillTable {
  rows: Record<string, string>[];
  /** The last line, which sums up those above. */
  sums: Record<string, string>;
}

const MARK = '`';
const BREAK = ',`';

/**
 * Takes one of WeChat's bills apart: a line of names and lines of fields, twice, the second time of
 * the sums alone. Every field begins with a backquote, so that a comma inside one splits nothing.
 * Columns are found by name: WeChat adds some at the end.
 * @throws BillUnreadable
 */
export function billTable(bytes: Buffer): BillTable {
  const lines = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const sumsAt = lines.findIndex((line, at) => at > 0 && !line.startsWith(MARK));
  const [header] = lines;
  if (header === undefined || sumsAt < 1 || sumsAt !== lines.length - 2) {
    throw new BillUnreadable('a bill is a header, its lines, and a header and line of sums');
  }
  const rows = lines.slice(1, sumsAt).map((line) => rowOf(header, line));
  return { rows, sums: rowOf(lines[sumsAt] ?? '', lines[sumsAt + 1] ?? '') };
}

function rowOf(header: string, line: string): Record<string, string> {
  const names = header.split(',');
  const fields = line.slice(MARK.length).split(BREAK);
  if (!line.startsWith(MARK) || names.length !== fields.length) {
    throw new BillUnreadable(`a line of ${fields.length} fields under ${names.length} names`);
  }
  return Object.fromEntries(names.map((name, at) => [name, fields[at] ?? '']));
}

/** A field that has to be there. @throws BillUnreadable */
export function field(row: Record<string, string>, name: string): string {
  const value = row[name];
  if (value === undefined) throw new BillUnreadable(`a bill without ${name}`);
  return value;
}

/** Yuan with two decimals, or as fees are, more of them 0. @throws BillUnreadable */
export function billFen(row: Record<string, string>, name: string): Fen {
  const text = field(row, name);
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (!match) throw new BillUnreadable(`${name} is not an amount`);
  const amount = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return fen(match[1] === '-' && amount > 0 ? -amount : amount);
}

/** @throws BillUnreadable */
export function billCount(row: Record<string, string>, name: string): number {
  const text = field(row, name);
  // Counts of the trade bill come with decimals in some years' bills.
  const match = /^(\d{1,9})(?:\.0+)?$/.exec(text);
  if (!match) throw new BillUnreadable(`${name} is not a number`);
  return Number(match[1]);
}
