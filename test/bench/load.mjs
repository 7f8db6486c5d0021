/**
 * `clients` loops that each run `work` one after another until `seconds` are over.
 * @returns how many runs ended, over how long, and the sorted latencies in milliseconds
 */
export async function load(clients, seconds, work) {
  const latencies = [];
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  const loop = async (client) => {
    while (performance.now() < until) {
      const start = performance.now();
      await work(client);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  latencies.sort((a, b) => a - b);
  return { count: latencies.length, elapsedMs: performance.now() - begun, latencies };
}

/**
 * `run`s each of the rows for `seconds` in all, in turns of a second or less, after one round that
 * does not count.
 * @returns by the rows' names, what their turns came to together
 */
export async function inTurns(rows, seconds, run) {
  const turns = Math.ceil(seconds);
  const names = Object.keys(rows);
  for (const name of names) await run(rows[name], seconds);
  const sums = Object.fromEntries(names.map((name) => [name, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const name of names) sums[name].push(await run(rows[name], seconds / turns));
  }
  return Object.fromEntries(names.map((name) => [name, together(sums[name])]));
}

function together(runs) {
  const sum = (name) => runs.reduce((all, one) => all + one[name], 0);
  return {
    ...{ count: sum('count'), elapsedMs: sum('elapsedMs'), statements: sum('statements') },
    latencies: runs.flatMap((one) => one.latencies).sort((a, b) => a - b),
  };
}

/** The value that `share` of the sorted latencies do not exceed, to a tenth of a millisecond. */
export function percentile(latencies, share) {
  const value = latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return Math.round((value ?? 0) * 10) / 10;
}
