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

/** The value that `share` of the sorted latencies do not exceed, to a tenth of a millisecond. */
export function percentile(latencies, share) {
  const value = latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return Math.round((value ?? 0) * 10) / 10;
}
