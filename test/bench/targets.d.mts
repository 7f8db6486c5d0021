/** A line of the bench; `per_s`, `statements_per_op` and `ratio` are what targets are about. */
export interface BenchRow {
  name: string;
  clients: number;
  per_s: number;
  statements_per_op: number;
  ratio: number;
}

export function judged(
  row: BenchRow,
): BenchRow & { target?: Record<string, number>; met?: boolean };
