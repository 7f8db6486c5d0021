import { Pool } from 'undici';
import { startBare } from '../bare-routes.mjs';
import { questions, report } from '../figures.mjs';
import { load } from '../load.mjs';
import { get } from '../purchase.mjs';

/** What anybody reads, beside a route that answers as many bytes. */
export async function benchRead({ shop, db, clientCounts, seconds }, name, path) {
  const bytes = Buffer.byteLength(JSON.stringify(await get(`${shop.url}${path}`)));
  const bare = await startBare(bytes);
  for (const clients of clientCounts) {
    const ceiling = await readRate(`${bare.url}/bare`, clients, seconds);
    const before = await questions(db);
    const run = await readRate(`${shop.url}${path}`, clients, seconds);
    const statements = (await questions(db)) - before - 1;
    report(name, clients, run, statements, ceiling.count / ceiling.elapsedMs);
  }
  bare.stop();
}

async function readRate(url, clients, seconds) {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: clients });
  const run = await load(clients, seconds, async () => {
    const answer = await pool.request({ method: 'GET', path: pathname + search });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  });
  await pool.close();
  return run;
}
