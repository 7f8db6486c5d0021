import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beijingDay, beijingDayStart, daysAfter } from '@siyu/shared';
import { SystemClock } from '../../server/dist/src/platform/clock.js';
import { quarterOf } from './analytics-rows.mjs';
import { loadTables } from './load.mjs';
import { startScaleShop } from './shop.mjs';

const EVENTS = 10_000_000;
const ANSWERED_MS_MAX = 2_000;
const RSS_MB_MAX = 768;
const ANALYST = join(import.meta.dirname, 'analyst.mjs');
const ALL_DAYS = `INSERT INTO tracked_day (day, open_until)
  SELECT DISTINCT DATE_FORMAT(happened_at + INTERVAL 8 HOUR, '%Y-%m-%d'), UTC_TIMESTAMP(3)
  FROM tracked_event ON DUPLICATE KEY UPDATE open_until = VALUES(open_until)`;

/**
 * Ten million events of a quarter, `scale` of them: most are packed, then the rest comes late, with
 * logins and orders, of which some go back. Whether packing all anew ends with the same, and how
 * long funnels and cohorts take.
 */
export async function analyticsAtScale({ scale, seed }, print, say) {
  const shop = await startScaleShop();
  try {
    const until = beijingDayStart(beijingDay(new SystemClock().now()));
    const quarter = quarterOf({ events: Math.round(EVENTS * scale), seed, until });
    const { db, environment } = shop;
    const days = [beijingDay(daysAfter(until, -90)), beijingDay(daysAfter(until, -1))];
    const analyst = (work) => ran(environment.DATABASE_SOCKET, work, days);
    await loadTables(db, quarter.early, say);
    await db.query(ALL_DAYS);
    const first = await analyst('pack');
    await loadTables(db, quarter.late, say);
    await db.query(ALL_DAYS);
    await analyst('pack');
    const live = { packs: await packsOf(db), ...(await analyst('ask')) };
    print(questionsRow(live));
    for (const table of ['event_pack', 'packed_day']) await db.query(`DELETE FROM ${table}`);
    const packed = await analyst('pack');
    const anew = { packs: await packsOf(db), ...(await analyst('ask')) };
    print(await rebuildRow(db, { seed, first, packed, live, anew }));
  } finally {
    await shop.stop();
  }
}

function questionsRow({ ms, rss_mb }) {
  return {
    ...{ name: 'analytics.questions', ms, rss_mb, load_average: loadavg()[0] },
    target: { ms_max: ANSWERED_MS_MAX, rss_mb_max: RSS_MB_MAX },
    met: Object.values(ms).every((one) => one <= ANSWERED_MS_MAX) && rss_mb <= RSS_MB_MAX,
  };
}

async function rebuildRow(db, { seed, first, packed, live, anew }) {
  const [[counts]] = await db.query(
    `SELECT (SELECT COUNT(*) FROM tracked_event) AS events, (SELECT COUNT(*) FROM orders) AS orders,
       (SELECT CAST(SUM(events) AS UNSIGNED) FROM event_pack) AS packed_events,
       (SELECT COUNT(*) FROM shopper_installation) AS logins`,
  );
  const same_packs = live.packs === anew.packs;
  const same_answers = JSON.stringify(live.answers) === JSON.stringify(anew.answers);
  return {
    ...{ name: 'analytics.rebuild', seed, ...counts, days: packed.days },
    ...{ first_seconds: first.seconds, seconds: packed.seconds, rss_mb: packed.rss_mb },
    ...{ same_packs, same_answers },
    met: same_packs && same_answers && Number(counts.packed_events) === Number(counts.events),
  };
}

/** All packs as one word. */
async function packsOf(db) {
  const [packs] = await db.query(
    'SELECT day, name, part, events, SHA1(body) AS body FROM event_pack ORDER BY day, name, part',
  );
  return createHash('sha1').update(JSON.stringify(packs)).digest('hex');
}

async function ran(socketPath, work, days) {
  const words = [ANALYST, socketPath, work, ...days];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout);
}
