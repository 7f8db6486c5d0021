import { formatYuan, type Fen } from '@siyu/shared';

/** An amount as a cell of a file: yuan, or nothing where there is none. */
export function yuanCell(amount: Fen | null): string {
  return amount === null ? '' : formatYuan(amount);
}

/** Basis points as a cell of a file: percent with two decimals, or nothing where there are none. */
export function percentCell(bps: number | null): string {
  return bps === null ? '' : (bps / 100).toFixed(2);
}
