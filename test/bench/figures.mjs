import { percentile } from './load.mjs';
import { judged } from './targets.mjs';

export function print(row) {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

/** Prints such a row, and whether it meets its target. */
export function report(...figures) {
  print(judged(rowOf(...figures)));
}

/** What `run` came to, beside a ceiling in runs a millisecond. */
export function rowOf(name, clients, run, statements, ceilingPerMs) {
  const perS = (run.count / run.elapsedMs) * 1_000;
  const ceilingPerS = ceilingPerMs * 1_000;
  return {
    name,
    clients,
    per_s: Math.round(perS),
    p50_ms: percentile(run.latencies, 0.5),
    p99_ms: percentile(run.latencies, 0.99),
    statements_per_op: Math.round((statements / run.count) * 100) / 100,
    ceiling_per_s: Math.round(ceilingPerS),
    ratio: Math.round((perS / ceilingPerS) * 1_000) / 1_000,
  };
}

/** Statements the database has seen of anybody; asking is one. */
export async function questions(db) {
  const [rows] = await db.query("SHOW GLOBAL STATUS LIKE 'Questions'");
  return Number(rows[0].Value);
}
