import { questions, report } from '../figures.mjs';
import { flashRate, prepareFlashSale, startBareFlash } from '../flash.mjs';
import { inTurns } from '../load.mjs';

/**
 * Complete orders of a flash sale, the refusals of one that is sold out, and their ceiling. They
 * take turns of a second or less, all warm, so that whatever else the machine does slows them alike.
 */
export async function benchFlash({ shop, db, crowds, seconds: total }) {
  const bare = await startBareFlash();
  const { plenty, soldOut, people } = await prepareFlashSale(shop, db);
  const rows = {
    ceiling: { url: bare.url, path: '/bare', status: [201] },
    flash: { url: shop.url, path: plenty, status: [201] },
    'sold-out': { url: shop.url, path: soldOut, status: [409] },
  };
  for (const clients of crowds) {
    const { ceiling, ...runs } = await inTurns(rows, total, async (row, seconds) => {
      // A minute later WeChat would be asked about each of them, which is another bench.
      await db.query('UPDATE payment SET check_at = NULL WHERE check_at IS NOT NULL');
      const before = await questions(db);
      const run = await flashRate({ ...row, people, clients, seconds });
      return { ...run, statements: (await questions(db)) - before - 1 };
    });
    for (const [name, run] of Object.entries(runs)) {
      report(name, clients, run, run.statements, ceiling.count / ceiling.elapsedMs);
    }
  }
  bare.stop();
}
