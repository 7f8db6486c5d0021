import { beijingTime } from '../clock.js';

/** One of WeChat's bills: every field behind a backquote, and the sums under names of their own. */
export function billCsv(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  sums: Readonly<Record<string, string>>,
): string {
  const lines = [
    names.join(','),
    ...rows.map(marked),
    Object.keys(sums).join(','),
    marked(Object.values(sums)),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function marked(fields: readonly string[]): string {
  return fields.map((field) => `\`${field}`).join(',');
}

/** `1234` → `12.34`, `-5` → `-0.05`. */
export function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** Fees are written with five decimals. */
export function feeYuan(fen: number): string {
  return (fen / 100).toFixed(5);
}

/** `2026-11-18 12:00:00`, in Beijing. */
export function billTime(ms: number): string {
  return beijingTime(ms).slice(0, 19).replace('T', ' ');
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
