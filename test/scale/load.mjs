import { Readable } from 'node:stream';
import { pointsOf, walletOf } from './belongings.mjs';

const CHUNK_CHARACTERS = 256 * 1_024;
const HASH = '0'.repeat(64);

/** Fills the empty tables of a shop with a crowd and what it owns. */
export function loadCrowd(db, crowd, say) {
  return loadTables(db, tablesOf(crowd), say);
}

/**
 * Adds rows to tables, each told as its columns and what makes its rows. Each table comes in one
 * statement, so that the indexes of an empty one are made by sorting.
 */
export async function loadTables(db, tables, say) {
  await db.query('SET SESSION unique_checks = 0, foreign_key_checks = 0');
  for (const [table, { columns, rows }] of Object.entries(tables)) {
    const begun = performance.now();
    const path = () => Readable.from(chunks(rows()), { objectMode: false });
    const sql = `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${table} CHARACTER SET utf8mb4
      (${columns})`;
    const [{ affectedRows }] = await db.query({ sql, infileStreamFactory: path });
    say(`${table}: ${affectedRows} rows in ${Math.round((performance.now() - begun) / 1_000)} s`);
  }
  await db.query('SET SESSION unique_checks = 1, foreign_key_checks = 1');
}

function tablesOf(crowd) {
  const { members, wallets, points, belongings } = passesOf(crowd);
  return {
    shopper: {
      columns: 'id, openid, created_at, logged_in_at',
      rows: () =>
        members((number) => {
          const joinedAt = crowd.joinedAt(number);
          return [[crowd.shopperId(number), `scale-${number}`, joinedAt, joinedAt]];
        }),
    },
    ...growthTables(crowd, members),
    ...ledgerTables(belongings),
    ...walletTables(wallets),
    ...pointTables(points),
  };
}

function growthTables(crowd, members) {
  return {
    growth_event: {
      columns: `id, shopper_id, source, reference, at, growth, paid_fen, order_id, takes_back,
        recorded_at`,
      rows: () =>
        members((number) =>
          crowd
            .growthOf(number)
            .map((one) => [
              ...[one.id, one.shopperId, one.source, one.reference, one.at, one.growth],
              ...[one.paidFen, one.orderId, one.takesBack, one.at],
            ]),
        ),
    },
    member: {
      columns: `shopper_id, tier, tier_since, tier_until, review_at, growth, noticed_until,
        ladder_version, joined_at`,
      rows: () =>
        members((number) => {
          const row = crowd.rowOf(number);
          const { shopperId, tier, since, until, reviewAt, growth, noticedUntil } = row;
          const { ladderVersion, joinedAt } = row;
          return [
            [
              ...[shopperId, tier, since, until, reviewAt, growth, noticedUntil],
              ...[ladderVersion, joinedAt],
            ],
          ];
        }),
    },
  };
}

function ledgerTables(belongings) {
  const entriesOf = (own) => own.flatMap(({ entries }) => entries);
  return {
    ledger_entry: {
      columns: `id, business_key, input_hash, kind, shopper_id, reference_kind, reference_id,
        created_at`,
      rows: () =>
        belongings((own) =>
          entriesOf(own).map((one) => [
            ...[one.id, one.businessKey, HASH, one.kind, one.shopperId, one.referenceKind],
            ...[one.referenceId, one.at],
          ]),
        ),
    },
    ledger_posting: {
      columns: 'entry_id, account, shopper_id, amount, balance_after',
      rows: () =>
        belongings((own) =>
          entriesOf(own).flatMap(({ id, postings }) =>
            postings.map((one) => [id, one.account, one.owner, one.amount, one.balanceAfter]),
          ),
        ),
    },
    ledger_balance: {
      columns: 'shopper_id, account, balance, last_entry_id',
      rows: () =>
        belongings((own) =>
          own.flatMap(({ shopperId, balances }) =>
            balances.map((one) => [shopperId, one.account, one.balance, one.lastEntryId]),
          ),
        ),
    },
  };
}

function walletTables(wallets) {
  return {
    wallet_lot: {
      columns: `id, shopper_id, source, principal_fen, bonus_fen, principal_left_fen,
        bonus_left_fen, created_at`,
      rows: () =>
        wallets(({ lotId, shopperId, lot, taken, at }) => [
          [
            ...[lotId, shopperId, 'import', lot.principalFen, lot.bonusFen],
            ...[lot.principalFen - taken.principalFen, lot.bonusFen - taken.bonusFen, at],
          ],
        ]),
    },
    wallet_lot_move: {
      columns: 'entry_id, lot_id, order_id, principal_fen, bonus_fen',
      rows: () =>
        wallets(({ entries, lotId, orderId, lot, taken }) => [
          [entries[0].id, lotId, null, lot.principalFen, lot.bonusFen],
          [entries[1].id, lotId, orderId, -taken.principalFen, -taken.bonusFen],
        ]),
    },
    wallet_hold: {
      columns: 'order_id, shopper_id, state, amount_fen, principal_fen, bonus_fen, held_at',
      rows: () =>
        wallets(({ orderId, shopperId, amountFen, taken, at }) => [
          [orderId, shopperId, 'captured', amountFen, taken.principalFen, taken.bonusFen, at],
        ]),
    },
  };
}

function pointTables(points) {
  return {
    point_lot: {
      columns: `id, shopper_id, source, source_key, state, points, points_left, active_at,
        created_at`,
      rows: () =>
        points(({ lotId, shopperId, points: given, spent, at }) => [
          [lotId, shopperId, 'scale', lotId, 'active', given, given - spent, at, at],
        ]),
    },
    point_lot_move: {
      columns: 'lot_id, entry_id, points',
      rows: () =>
        points(({ entries: [granted, held], lotId, points: given, spent }) => [
          [lotId, granted.id, given],
          ...(held ? [[lotId, held.id, -spent]] : []),
        ]),
    },
    point_hold: {
      columns: 'order_id, shopper_id, state, points, amount_fen, times_held, entry_id',
      rows: () =>
        points(({ entries: [, held], orderId, shopperId, spent }) =>
          held ? [[orderId, shopperId, 'captured', spent, spent, 1, held.id]] : [],
        ),
    },
  };
}

/** Ways through the whole crowd, each answering the rows that one of it has in a table. */
function passesOf(crowd) {
  const members = function* (rowsOf) {
    for (let number = 1; number <= crowd.size; number++) yield* rowsOf(number);
  };
  const of = (ownedBy) => (rowsOf) =>
    members((number) => {
      const own = ownedBy(crowd, number);
      return own ? rowsOf(own) : [];
    });
  const belongings = (rowsOf) =>
    members((number) => rowsOf([walletOf(crowd, number), pointsOf(crowd, number)].filter(Boolean)));
  return { members, belongings, wallets: of(walletOf), points: of(pointsOf) };
}

/** Rows as LOAD DATA reads them, a good many at a time. */
function* chunks(rows) {
  let chunk = '';
  for (const row of rows) {
    chunk += `${row.map(written).join('\t')}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function written(value) {
  if (value === null) return '\\N';
  if (!(value instanceof Date)) return String(value);
  return value.toISOString().replace('T', ' ').slice(0, -1);
}
