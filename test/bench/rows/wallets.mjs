import { bareWrites, startBare } from '../bare-routes.mjs';
import { questions, report } from '../figures.mjs';
import { load } from '../load.mjs';
import { skusWithStock } from '../purchase.mjs';
import { prepareWallets, untilAllRecharged, WALLET_ROWS } from '../wallet.mjs';

/**
 * Recharges and purchases by balance, of many members and of one; until the last is paid. The bare
 * route answers as many requests.
 */
export async function benchWallet({ shop, db, clientCounts, seconds }) {
  const bare = await startBare(1_000);
  const skus = await skusWithStock(db);
  const shoppers = await prepareWallets(shop, db, Math.max(...clientCounts));
  for (const clients of clientCounts) {
    for (const { name, requests, isHot, work } of WALLET_ROWS) {
      const ceiling = await bareWrites(bare.url, clients, seconds);
      const before = await questions(db);
      const begun = performance.now();
      let next = 0;
      const run = await load(clients, seconds, (client) =>
        work(shop, shoppers[isHot ? 0 : client], skus[next++ % skus.length]),
      );
      const looks = await untilAllRecharged(db);
      run.elapsedMs = performance.now() - begun;
      const statements = (await questions(db)) - before - looks - 1;
      report(name, clients, run, statements, ceiling / requests);
    }
  }
  bare.stop();
}
