import type { Posting, ShopperAccount } from '@siyu/shared';
import { Ledger, type LedgerEntry, type Posted } from '../../server/src/ledger/ledger.service.js';
import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction } from '../../server/src/platform/transaction.js';
import type { TestShop } from './shop.js';

/** An entry with a key of its own; by default ¥30.00 of principal through WeChat. */
export function anEntry(shop: TestShop, over: Partial<LedgerEntry> = {}): LedgerEntry {
  const id = newId(shop.clock.now());
  return {
    businessKey: `test/${id}`,
    kind: 'test',
    shopperId: newId(shop.clock.now()),
    reference: { kind: 'test', id },
    postings: moved('wallet.principal', 3_000),
    ...over,
  };
}

/** So many fen into an account, through WeChat; negative for out of it. */
export function moved(account: ShopperAccount, amount: number): Posting[] {
  return [
    { account, amount },
    { account: 'shop.wechat', amount: -amount },
  ];
}

export function posted(shop: TestShop, entry: LedgerEntry): Promise<Posted> {
  const ledger = shop.app.get(Ledger, { strict: false });
  return inTransaction(shop.db, (tx) => ledger.post(tx, entry));
}
