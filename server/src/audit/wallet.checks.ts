import { HOLD_STATES } from '@siyu/shared';
import type { Check } from './check.js';

/** Stored value lies in lots, and lots, holds and balances say the same. */
export const walletChecks: readonly Check[] = [
  {
    name: 'what is left of a lot is the sum of its moves',
    sql: `SELECT lot.id, lot.principal_left_fen, lot.bonus_left_fen,
        COALESCE(SUM(move.principal_fen), 0) AS principal_moved,
        COALESCE(SUM(move.bonus_fen), 0) AS bonus_moved
      FROM wallet_lot AS lot LEFT JOIN wallet_lot_move AS move ON move.lot_id = lot.id
      GROUP BY lot.id, lot.principal_left_fen, lot.bonus_left_fen
      HAVING principal_moved <> lot.principal_left_fen OR bonus_moved <> lot.bonus_left_fen`,
  },
  {
    name: 'a shopper’s balance is what is left of their lots',
    sql: `SELECT balance.shopper_id, balance.account, balance.balance, COALESCE(lots.fen, 0) AS fen
      FROM ledger_balance AS balance LEFT JOIN (
        SELECT shopper_id, 'wallet.principal' AS account, SUM(principal_left_fen) AS fen
          FROM wallet_lot GROUP BY shopper_id
        UNION ALL SELECT shopper_id, 'wallet.bonus', SUM(bonus_left_fen)
          FROM wallet_lot GROUP BY shopper_id) AS lots
        ON lots.shopper_id = balance.shopper_id AND lots.account = balance.account
      WHERE balance.account IN ('wallet.principal', 'wallet.bonus')
        AND balance.balance <> COALESCE(lots.fen, 0)`,
  },
  {
    name: 'whoever has a lot has a balance',
    sql: `SELECT lot.id, lot.shopper_id FROM wallet_lot AS lot
      LEFT JOIN ledger_balance AS balance ON balance.shopper_id = lot.shopper_id
        AND balance.account = 'wallet.principal'
      WHERE balance.balance IS NULL`,
  },
  {
    name: 'what lots moved is what their entry posted to the balance',
    sql: `SELECT entry_id, SUM(principal_fen) AS principal, SUM(bonus_fen) AS bonus,
        (SELECT amount FROM ledger_posting AS posting WHERE posting.entry_id = move.entry_id
          AND posting.account = 'wallet.principal') AS principal_posted,
        (SELECT amount FROM ledger_posting AS posting WHERE posting.entry_id = move.entry_id
          AND posting.account = 'wallet.bonus') AS bonus_posted
      FROM wallet_lot_move AS move GROUP BY entry_id
      HAVING NOT (principal <=> principal_posted AND bonus <=> bonus_posted)`,
  },
  {
    name: 'what is held of a balance is what unpaid orders hold',
    sql: `SELECT balance.shopper_id, SUM(balance.balance) AS held, COALESCE(holds.fen, 0) AS holds
      FROM ledger_balance AS balance LEFT JOIN (
        SELECT shopper_id, SUM(amount_fen) AS fen FROM wallet_hold WHERE state = 'held'
        GROUP BY shopper_id) AS holds ON holds.shopper_id = balance.shopper_id
      WHERE balance.account IN ('wallet.principal-held', 'wallet.bonus-held')
      GROUP BY balance.shopper_id, holds.fen HAVING held <> holds`,
  },
  {
    name: 'what an order took of lots is what it holds or was paid with, less what it gave back',
    sql: `SELECT hold.order_id, hold.state, hold.amount_fen, hold.given_back_fen,
        COALESCE(-SUM(move.principal_fen + move.bonus_fen), 0) AS taken
      FROM wallet_hold AS hold LEFT JOIN wallet_lot_move AS move ON move.order_id = hold.order_id
      GROUP BY hold.order_id, hold.state, hold.amount_fen, hold.given_back_fen
      HAVING taken <> IF(hold.state = 'released', 0, hold.amount_fen) - hold.given_back_fen`,
  },
  {
    name: 'holds are only in states that exist',
    sql: 'SELECT order_id, state FROM wallet_hold WHERE state NOT IN (?)',
    parameters: () => [HOLD_STATES],
  },
];
