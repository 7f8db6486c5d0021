import { aLot, bought, held } from '../../factories/wallet.js';
import type { TestShop } from '../../factories/shop.js';

/** For each thing that must hold of stored value, one way to break it. */
export const WALLET_BREAKS: Readonly<Record<string, string>> = {
  'what is left of a lot is the sum of its moves':
    'UPDATE wallet_lot SET bonus_left_fen = bonus_left_fen - 1 WHERE bonus_left_fen > 0',
  'a shopper’s balance is what is left of their lots':
    "UPDATE ledger_balance SET balance = balance + 1 WHERE account = 'wallet.bonus'",
  'whoever has a lot has a balance': 'DELETE FROM ledger_balance',
  'what lots moved is what their entry posted to the balance':
    'UPDATE wallet_lot_move SET principal_fen = principal_fen + 1',
  'what is held of a balance is what unpaid orders hold':
    "UPDATE wallet_hold SET state = 'captured' WHERE state = 'held'",
  'what an order took of lots is what it holds or was paid with, less what it gave back':
    "UPDATE wallet_hold SET given_back_fen = 1 WHERE state = 'captured'",
  'holds are only in states that exist': "UPDATE wallet_hold SET state = 'gone-mad'",
};

/** Someone with stored value, of which an unpaid order holds some and a paid one took some. */
export async function walletsOfEveryKind(shop: TestShop, shopperId: string): Promise<void> {
  await aLot(shop, shopperId, { principal: 30_000, bonus: 10_000 });
  await bought(shop, shopperId, 5_000);
  await held(shop, shopperId, 700);
}
