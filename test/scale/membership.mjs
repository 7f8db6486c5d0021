import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { beijingDay, beijingDayStart } from '@siyu/shared';
import { SystemClock } from '../../server/dist/src/platform/clock.js';
import { audited } from './audited.mjs';
import { loadCrowd } from './load.mjs';
import { memberPage } from './member-page.mjs';
import { crowdOf } from './members.mjs';
import { reviewed } from './review.mjs';
import { startScaleShop } from './shop.mjs';

const MEMBERS = 1_000_000;
const KB = 1_024;

/**
 * A shop of a million members, ten million growth events, and wallets and points to match; `scale`
 * of it. Its nightly review, its member page and its audit, each a row with its target.
 */
export async function membershipAtScale(scale, print, say) {
  const shop = await startScaleShop();
  try {
    const midnight = beijingDayStart(beijingDay(new SystemClock().now()));
    const crowd = crowdOf(Math.round(MEMBERS * scale), { midnight, ...shop });
    print(await loaded(shop, crowd, say));
    print(await reviewed(shop, midnight));
    print(await memberPage(shop, crowd));
    print(await audited(shop, crowd));
  } finally {
    await shop.stop();
  }
}

async function loaded({ db, directory }, crowd, say) {
  const begun = performance.now();
  await loadCrowd(db, crowd, say);
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const [[counts]] = await db.query(
    `SELECT (SELECT COUNT(*) FROM member) AS members,
       (SELECT COUNT(*) FROM growth_event) AS growth_events,
       (SELECT COUNT(*) FROM ledger_entry) AS ledger_entries,
       (SELECT COUNT(*) FROM wallet_lot) AS wallet_lots,
       (SELECT COUNT(*) FROM point_lot) AS point_lots`,
  );
  const disk_mb = Math.round(
    Number(execFileSync('du', ['-sk', directory]).toString().split('\t')[0]) / KB,
  );
  return { name: 'membership.loaded', ...counts, seconds, disk_mb, load_average: loadavg()[0] };
}
