import { grouped } from '@siyu/shared';
import { channelChecks } from '../../server/dist/src/audit/channel.checks.js';
import { ledgerChecks } from '../../server/dist/src/audit/ledger.checks.js';
import { pointsChecks } from '../../server/dist/src/audit/points.checks.js';
import { promoterChecks } from '../../server/dist/src/audit/promoter.checks.js';
import { referralChecks } from '../../server/dist/src/audit/referral.checks.js';
import { walletChecks } from '../../server/dist/src/audit/wallet.checks.js';
import { ChannelReports } from '../../server/dist/src/channels/report/channel-reports.service.js';
import { recounted } from './channel-recount.mjs';
import { costOf, liveYear } from './live-year.mjs';
import { startScaleShop } from './shop.mjs';
import { daysOf, startYearShop } from './year-shop.mjs';
import { generatedYear } from './year/year.mjs';

const SHOPPERS = 100_000;
const RECALL_MIN = 0.9;
const PATTERN_RECALL_MIN = 0.7;
const FALSE_POSITIVES_MAX = 0.01;
/** A pattern of fewer accounts says nothing of its own recall. */
const PATTERN_MIN = 50;
const DAY_MS = 86_400_000;
/** Days of the year that channels are reported for: all of it, a fortnight, a day. */
const PERIODS = [
  [0, 364],
  [150, 163],
  [200, 200],
];
/** What the year brings about; orders come without goods and payments, which others look at. */
const CHECKS = [
  ...[...ledgerChecks, ...walletChecks, ...pointsChecks],
  ...[...referralChecks, ...promoterChecks, ...channelChecks],
];

/**
 * A generated year lived through a shop's own tables: bindings, flags, rewards and commission are
 * what its services decide. Rows with their targets: what it held, its books, and its channels
 * beside a count of the raw orders.
 */
export async function referralYearAtScale({ scale, seed }, print, say) {
  const place = await startScaleShop();
  // It is asked what is decided, not whether that survives a loss of power.
  await place.db.query('SET GLOBAL innodb_flush_log_at_trx_commit = 0');
  try {
    const year = generatedYear({ seed, shoppers: Math.round(SHOPPERS * scale) });
    const shop = await startYearShop(place, year);
    try {
      const begun = performance.now();
      const ids = await liveYear(shop, year);
      const seconds = Math.round((performance.now() - begun) / 100) / 10;
      say(`a year of ${year.shoppers.length} shoppers in ${seconds} s`);
      print({ ...(await heldOf(place.db, year, ids)), seconds });
      print(await booksOf(place.db, shop));
      print(await channelsOf(place.db, shop, year, ids));
    } finally {
      await shop.stop();
    }
  } finally {
    await place.stop();
  }
}

async function heldOf(db, year, ids) {
  const [flags] = await db.query('SELECT DISTINCT friend_id AS id FROM referral_flag');
  const [bound] = await db.query(
    "SELECT DISTINCT shopper_id AS id FROM referral_binding WHERE owner_kind = 'shopper'",
  );
  const numbers = new Map([...ids.shopper].map(([number, id]) => [id, number]));
  const held = new Set(flags.map(({ id }) => numbers.get(id)));
  const invited = bound.map(({ id }) => numbers.get(id));
  const honest = invited.filter((number) => !year.labels.has(number));
  const cheats = [...year.labels].map(([id, { pattern }]) => ({ id, pattern }));
  const share = (all) => all.filter((id) => held.has(id)).length / all.length;
  const recalls = [...grouped(cheats, ({ pattern }) => pattern)].map(([pattern, of]) => {
    return { pattern, accounts: of.length, recall: share(of.map(({ id }) => id)) };
  });
  const [recall, wrong] = [share(cheats.map(({ id }) => id)), share(honest)];
  return {
    ...{ name: 'referrals.year', shoppers: year.shoppers.length, shares: year.shares.length },
    ...{ orders: year.orders.length, invited: invited.length, cheats: cheats.length },
    recall: rounded(recall),
    recall_by_pattern: Object.fromEntries(recalls.map((one) => [one.pattern, rounded(one.recall)])),
    ...{ honest_invited: honest.length, false_positives: rounded(wrong) },
    target: {
      ...{ recall_min: RECALL_MIN, recall_by_pattern_min: PATTERN_RECALL_MIN },
      false_positives_max: FALSE_POSITIVES_MAX,
    },
    met:
      recall >= RECALL_MIN &&
      wrong <= FALSE_POSITIVES_MAX &&
      recalls.every((one) => one.accounts < PATTERN_MIN || one.recall >= PATTERN_RECALL_MIN),
  };
}

async function booksOf(db, { db: source, clock }) {
  const [rewards] = await db.query(
    'SELECT state, COUNT(*) AS count FROM referral_reward GROUP BY state ORDER BY state',
  );
  const [shares] = await db.query(
    `SELECT state, COUNT(*) AS count, SUM(left_fen) AS left_fen FROM commission_share
     GROUP BY state ORDER BY state`,
  );
  const [[{ entries }]] = await db.query('SELECT COUNT(*) AS entries FROM ledger_entry');
  const [[{ beyond }]] = await db.query(
    'SELECT COUNT(*) AS beyond FROM commission_share WHERE level > 2',
  );
  const violations = [];
  for (const { name, sql, parameters, find } of CHECKS) {
    const now = clock.now();
    const found = find ? await find(source, now) : await source.query(sql, parameters?.(now) ?? []);
    if (found.length > 0) violations.push({ check: name, rows: found.length, first: found[0] });
  }
  return {
    name: 'referrals.books',
    rewards: Object.fromEntries(rewards.map(({ state, count }) => [state, count])),
    commission: Object.fromEntries(
      shares.map(({ state, count, left_fen }) => [state, { count, left_fen: Number(left_fen) }]),
    ),
    ...{ ledger_entries: entries, checks: CHECKS.length, violations },
    target: { violations: 0, levels_beyond_two: 0 },
    met: violations.length === 0 && beyond === 0,
  };
}

/** Every figure of every channel, as reported and as its raw rows come to. */
async function channelsOf(db, { app, clock }, year, ids) {
  const reports = app.get(ChannelReports, { strict: false });
  const channels = new Map(year.channels.map((one) => [ids.channel.get(one.id), costOf(one)]));
  const differing = [];
  let paidFen = 0;
  for (const [first, last] of PERIODS) {
    const days = { from: year.from + first * DAY_MS, until: year.from + (last + 1) * DAY_MS };
    const reported = new Map();
    for await (const { name: _n, kind: _k, state: _s, ...figures } of reports.all(daysOf(days))) {
      reported.set(figures.channelId, figures);
    }
    const about = { from: year.from, first, last, now: clock.now().getTime() };
    const again = await recounted(db, { ...about, costOf: (id) => channels.get(id) });
    for (const figures of again) {
      const other = reported.get(figures.channelId);
      if (!isSame(figures, other)) differing.push({ first, last, counted: figures, other });
      paidFen += figures.paidFen;
    }
  }
  return {
    ...{ name: 'referrals.channels', channels: channels.size, periods: PERIODS.length },
    ...{ paid_fen: paidFen, differing: differing.slice(0, 3) },
    target: { differing: 0 },
    met: differing.length === 0 && paidFen > 0,
  };
}

function isSame(one, other) {
  const text = (value) =>
    JSON.stringify(value, (_key, inner) =>
      inner && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );
  return text(one) === text(other);
}

function rounded(share) {
  return Math.round(share * 10_000) / 10_000;
}
