import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const REVIEWER = join(import.meta.dirname, 'reviewer.mjs');
const LOOK_EVERY_MS = 20;
/** Killed when no more than this share is left to do. */
const KILLED_AT = 0.6;
const MB = 2 ** 20;
/** What is loaded while it runs and what the collector leaves lying about, at any size of shop. */
const GROWTH_MB_MAX = 160;

/**
 * The nightly review, killed half-way and resumed; then the same once more, undisturbed. Both have
 * to end with the same rows, and to tell each lowered member once.
 */
export async function reviewed(shop, midnight) {
  const { db } = shop;
  await db.query('CREATE TABLE scale_before LIKE member');
  await db.query('INSERT INTO scale_before SELECT * FROM member WHERE review_at <= ?', [midnight]);
  const due = await dueCount(db, midnight);
  const leftThen = await killedHalfWay(shop, midnight, due);
  const resumed = await reviewBy(shop);
  const [killed, told] = [await outcome(db), await toldCount(db)];
  await undo(db);
  const undisturbed = await reviewBy(shop);
  const alone = await outcome(db);
  await db.query('DROP TABLE scale_before');
  const [startMb, peakMb] = [undisturbed.rss[0], Math.max(...undisturbed.rss)].map(inMb);
  return {
    ...{ name: 'membership.review', due, left_when_killed: leftThen, lowered: killed.lowered },
    ...{ told, seconds: undisturbed.seconds, per_s: Math.round(due / undisturbed.seconds) },
    ...{ rss_start_mb: startMb, rss_peak_mb: peakMb, rss_peak_resumed_mb: peakOf(resumed) },
    target: { same_as_undisturbed: true, told_once_each: true, rss_growth_mb_max: GROWTH_MB_MAX },
    met:
      leftThen > 0 &&
      leftThen < due &&
      killed.checksum === alone.checksum &&
      killed.lowered > 0 &&
      told === killed.lowered &&
      peakMb - startMb <= GROWTH_MB_MAX,
  };
}

/** How many were still due when it was killed. */
async function killedHalfWay(shop, midnight, due) {
  const child = reviewer(shop);
  const gone = new Promise((done) => child.once('exit', done));
  while ((await dueCount(shop.db, midnight)) > due * KILLED_AT) await wait(LOOK_EVERY_MS);
  child.kill('SIGKILL');
  await gone;
  return dueCount(shop.db, midnight);
}

async function reviewBy(shop) {
  const child = reviewer(shop);
  const rss = [];
  let [begun, reviewedAt] = [0, 0];
  child.on('message', (message) => {
    if (message.begun) begun = performance.now();
    if (message.reviewed) reviewedAt = performance.now();
    if (message.rss) rss.push(message.rss);
  });
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`the review ended with ${code}`);
  return { rss, seconds: Math.round((reviewedAt - begun) / 100) / 10 };
}

function reviewer({ environment }) {
  const env = { ...process.env, ...environment };
  return fork(REVIEWER, { env, stdio: ['ignore', 2, 2, 'ipc'] });
}

async function dueCount(db, midnight) {
  const sql = 'SELECT COUNT(*) AS due FROM member WHERE review_at <= ?';
  return (await db.query(sql, [midnight]))[0][0].due;
}

/** What became of those who were due. */
async function outcome(db) {
  const [[found]] = await db.query(
    `SELECT BIT_XOR(CRC32(CONCAT_WS('|', shopper_id, member.tier, member.tier_since,
         member.tier_until, member.review_at, member.growth, member.noticed_until,
         member.ladder_version))) AS checksum,
       SUM(member.tier <> scale_before.tier) AS lowered
     FROM member JOIN scale_before USING (shopper_id)`,
  );
  return { checksum: String(found.checksum), lowered: Number(found.lowered) };
}

async function toldCount(db) {
  const sql = `SELECT COUNT(*) AS told FROM message JOIN scale_before USING (shopper_id)
    WHERE kind = 'tier-changed'`;
  return (await db.query(sql))[0][0].told;
}

/** As if nothing had been reviewed. */
async function undo(db) {
  await db.query('DELETE FROM message');
  await db.query(
    `UPDATE member JOIN scale_before USING (shopper_id)
     SET member.tier = scale_before.tier, member.tier_since = scale_before.tier_since,
       member.tier_until = scale_before.tier_until, member.review_at = scale_before.review_at,
       member.noticed_until = scale_before.noticed_until`,
  );
}

function peakOf({ rss }) {
  return inMb(Math.max(...rss));
}

function inMb(bytes) {
  return Math.round(bytes / MB);
}
