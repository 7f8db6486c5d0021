import { fen } from '@siyu/shared';
import { Ledger } from '../../server/src/ledger/ledger.service.js';
import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction, type Tx } from '../../server/src/platform/transaction.js';
import { Lots } from '../../server/src/wallet/lots.service.js';
import { Wallet } from '../../server/src/wallet/wallet.service.js';
import type { TestShop } from './shop.js';

export interface Amounts {
  principal: number;
  bonus: number;
}

/** An id such as an order, a recharge or a refund has. */
export function anId(shop: TestShop): string {
  return newId(shop.clock.now());
}

/** A lot of stored value, as an import brings it; its id. */
export async function aLot(
  shop: TestShop,
  shopperId: string,
  { principal, bonus }: Amounts,
): Promise<string> {
  const id = anId(shop);
  const lot = { id, shopperId, source: 'import' as const };
  const amounts = { principalFen: fen(principal), bonusFen: fen(bonus) };
  const lots = shop.app.get(Lots, { strict: false });
  await inTransaction(shop.db, (tx) => lots.credit(tx, { ...lot, ...amounts }));
  return id;
}

/** Works with the wallet in one transaction. */
export function withWallet<T>(
  shop: TestShop,
  work: (wallet: Wallet, tx: Tx) => Promise<T>,
): Promise<T> {
  const wallet = shop.app.get(Wallet, { strict: false });
  return inTransaction(shop.db, (tx) => work(wallet, tx));
}

/** An order of this shopper takes so much of the balance; its id. */
export async function held(
  shop: TestShop,
  shopperId: string,
  amount: number,
  orderId = anId(shop),
): Promise<string> {
  await withWallet(shop, (wallet, tx) =>
    wallet.hold(tx, { shopperId, orderId, amountFen: fen(amount) }),
  );
  return orderId;
}

/** An order paid by balance; its id. */
export async function bought(shop: TestShop, shopperId: string, amount: number): Promise<string> {
  const orderId = await held(shop, shopperId, amount);
  await withWallet(shop, (wallet, tx) => wallet.capture(tx, [orderId]));
  return orderId;
}

export interface WalletBalance extends Amounts {
  held: Amounts;
}

/** What a shopper has, and what unpaid orders hold of it. */
export async function balanceOf(shop: TestShop, shopperId: string): Promise<WalletBalance> {
  const all = await shop.app.get(Ledger, { strict: false }).balances(shopperId);
  return {
    principal: all['wallet.principal'],
    bonus: all['wallet.bonus'],
    held: { principal: all['wallet.principal-held'], bonus: all['wallet.bonus-held'] },
  };
}

/** What is left of each of a shopper's lots, the oldest first, as `[principal, bonus]`. */
export async function lotsOf(shop: TestShop, shopperId: string): Promise<[number, number][]> {
  const found = (await shop.db.query(
    `SELECT principal_left_fen AS principal, bonus_left_fen AS bonus FROM wallet_lot
     WHERE shopper_id = ? ORDER BY id`,
    [shopperId],
  )) as Amounts[];
  return found.map(({ principal, bonus }) => [principal, bonus]);
}
