import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pointsOf, walletOf } from './belongings.mjs';

const AUDIT = join(import.meta.dirname, '../../server/dist/src/cli/audit.js');
const SECONDS_MAX = 300;
/** Members of that number have something in every table. */
const EVERYTHING = 10;

/**
 * One row of each table of growth, ledger, wallet and points is made wrong by one: which, by the
 * id that the audit has to name, given what a member owns.
 */
const CORRUPTIONS = [
  { table: 'growth_event', column: 'growth', key: 'shopper_id', of: ({ shopperId }) => shopperId },
  { table: 'member', column: 'growth', key: 'shopper_id', of: ({ shopperId }) => shopperId },
  { table: 'ledger_entry', key: 'id', of: ({ wallet }) => wallet.entries[0].id },
  {
    table: 'ledger_posting',
    column: 'amount',
    key: 'entry_id',
    of: ({ points }) => points.entries[0].id,
  },
  {
    table: 'ledger_balance',
    column: 'balance',
    key: 'shopper_id',
    of: ({ shopperId }) => shopperId,
  },
  { table: 'wallet_lot', column: 'bonus_left_fen', key: 'id', of: ({ wallet }) => wallet.lotId },
  {
    table: 'wallet_lot_move',
    column: 'bonus_fen',
    key: 'lot_id',
    of: ({ wallet }) => wallet.lotId,
  },
  {
    table: 'wallet_hold',
    column: 'given_back_fen',
    key: 'order_id',
    of: ({ wallet }) => wallet.orderId,
  },
  { table: 'point_lot', column: 'points_left', key: 'id', of: ({ points }) => points.lotId },
  { table: 'point_lot_move', column: 'points', key: 'lot_id', of: ({ points }) => points.lotId },
  { table: 'point_hold', column: 'points', key: 'order_id', of: ({ points }) => points.orderId },
];

/** The audit of a whole shop: it finds each corruption that is planted, and nothing once undone. */
export async function audited(shop, crowd) {
  const planted = CORRUPTIONS.map((one, index) => {
    const number = EVERYTHING * (index + 1) * Math.floor(crowd.size / EVERYTHING / 20);
    const [wallet, points] = [walletOf(crowd, number), pointsOf(crowd, number)];
    const own = { shopperId: crowd.shopperId(number), wallet, points };
    return { ...one, id: one.of(own) };
  });
  for (const one of planted) await corrupt(shop.db, one, 1);
  const found = await auditBy(shop);
  for (const one of planted) await corrupt(shop.db, one, -1);
  const after = await auditBy(shop);
  const missed = planted.filter(({ id }) => !found.lines.some((line) => line.includes(id)));
  const strangers = found.lines.filter((line) => !planted.some(({ id }) => line.includes(id)));
  return {
    ...{
      name: 'membership.audit',
      seconds: after.seconds,
      seconds_with_corruptions: found.seconds,
    },
    ...{ planted: planted.length, missed: missed.map(({ table }) => table) },
    ...{ others_found: strangers.length, left_after_undoing: after.lines.length },
    target: { missed: 0, left_after_undoing: 0, seconds_max: SECONDS_MAX },
    met: missed.length === 0 && after.lines.length === 0 && after.seconds <= SECONDS_MAX,
  };
}

/** Another shopper's entry, or a figure off by one; undone by the same with the other sign. */
async function corrupt(db, { table, column, key, id }, by) {
  const change = column ? `${column} = ${column} + ${by}` : 'shopper_id = REVERSE(shopper_id)';
  const sql = `UPDATE ${table} SET ${change} WHERE ${key} = ? LIMIT 1`;
  const [{ affectedRows }] = await db.query(sql, [id]);
  if (affectedRows !== 1) throw new Error(`${table} has no row of ${id}`);
}

/** `npm run audit` beside the database, as its lines without the count, and how long it took. */
async function auditBy({ environment }) {
  const begun = performance.now();
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [AUDIT], { env, stdio: ['ignore', 'pipe', 2] });
  let said = '';
  child.stdout.on('data', (part) => (said += part));
  const code = await new Promise((done) => child.once('close', done));
  if (code > 1) throw new Error(`the audit ended with ${code}`);
  const lines = said.trim().split('\n').slice(0, -1);
  return { lines, seconds: Math.round((performance.now() - begun) / 100) / 10 };
}
