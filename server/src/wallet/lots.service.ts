import { Injectable } from '@nestjs/common';
import {
  amountOf,
  assert,
  fen,
  takeApart,
  totalOf,
  type Fen,
  type WalletAmount,
  type WalletEntryKind,
} from '@siyu/shared';
import { Ledger } from '../ledger/ledger.service.js';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import { insertLot, lockLots, moveLots, type LotSource } from './lot.store.js';
import { inBalance, inShop } from './wallet-entry.js';

/** Stored value that a shopper receives. */
export interface Credit extends WalletAmount {
  /** Of the lot and of what it is for, such as a recharge: counts once. */
  id: string;
  shopperId: string;
  source: LotSource;
}

/** By source, what the statement calls it and where the principal comes from. */
const ORIGINS = {
  recharge: { kind: 'recharge-paid', account: 'shop.wechat' },
  adjustment: { kind: 'wallet-adjusted', account: 'shop.adjustment' },
  referral: { kind: 'bonus-granted', account: 'shop.adjustment' },
  import: { kind: 'wallet-imported', account: 'shop.imported' },
  'return-freight': { kind: 'return-freight-paid', account: 'shop.adjustment' },
  commission: { kind: 'commission-withdrawn', account: 'shop.commission-paid' },
} as const satisfies Record<LotSource, { kind: WalletEntryKind; account: string }>;

/** How stored value begins. */
@Injectable()
export class Lots {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: Ledger,
  ) {}

  /** Credits a shopper with a lot of its own; a repeat changes nothing. */
  async credit(tx: Tx, { id, shopperId, source, principalFen, bonusFen }: Credit): Promise<void> {
    const amount = { principalFen, bonusFen };
    assert(totalOf(amount) > 0, `a lot with nothing in it: ${id}`);
    const { kind, account } = ORIGINS[source];
    const { entryId, isNew } = await this.ledger.post(tx, {
      ...{ businessKey: `${kind}/${id}`, kind, shopperId, reference: { kind: source, id } },
      postings: [
        ...inBalance(amount, 1),
        ...inShop(account, -principalFen),
        ...inShop('shop.bonus-given', -bonusFen),
      ],
    });
    if (!isNew) return;
    await insertLot(tx, { id, shopperId, source, ...amount, createdAt: this.clock.now() });
    await moveLots(tx, { entryId }, [{ lotId: id, ...amount }], 1);
  }

  /**
   * Takes principal and bonus, each for itself, out of the oldest lots: an adjustment by hand.
   * @throws Refusal BALANCE_INSUFFICIENT
   */
  async take(tx: Tx, { id, shopperId, ...amount }: Omit<Credit, 'source'>): Promise<void> {
    const parts = takeApart(await lockLots(tx, shopperId), amount);
    if (!parts) throw new Refusal('BALANCE_INSUFFICIENT');
    const { principalFen, bonusFen } = amountOf(parts);
    const { kind, account } = ORIGINS.adjustment;
    const { entryId } = await this.ledger.post(tx, {
      ...{ businessKey: `${kind}/${id}`, kind, shopperId, reference: { kind: 'adjustment', id } },
      postings: [
        ...inBalance({ principalFen, bonusFen }, -1),
        ...inShop(account, principalFen),
        ...inShop('shop.bonus-given', bonusFen),
      ],
    });
    await moveLots(tx, { entryId }, parts, -1);
  }

  /** Takes what is left of a lot's bonus, what it was given for having gone back. */
  async takeBackBonus(tx: Tx, { id, shopperId }: Pick<Credit, 'id' | 'shopperId'>): Promise<void> {
    const lot = (await lockLots(tx, shopperId)).find(({ lotId }) => lotId === id);
    if (!lot || lot.bonusFen === 0) return;
    const amount = { principalFen: fen(0), bonusFen: lot.bonusFen };
    const kind = 'bonus-taken-back' satisfies WalletEntryKind;
    const { entryId } = await this.ledger.post(tx, {
      ...{ businessKey: `${kind}/${id}`, kind, shopperId, reference: { kind: 'referral', id } },
      postings: [...inBalance(amount, -1), ...inShop('shop.bonus-given', amount.bonusFen)],
    });
    await moveLots(tx, { entryId }, [{ lotId: id, ...amount }], -1);
  }

  /** Bonus that goes with a deleted account; a repeat finds none. */
  async giveUpBonus(tx: Tx, shopperId: string): Promise<void> {
    const parts = (await lockLots(tx, shopperId))
      .filter(({ bonusFen }) => bonusFen > 0)
      .map((lot) => ({ ...lot, principalFen: fen(0) }));
    const [first] = parts;
    if (!first) return;
    const kind = 'bonus-given-up' satisfies WalletEntryKind;
    const amount = amountOf(parts);
    const { entryId } = await this.ledger.post(tx, {
      // Another lot may come before the account is erased once more; one that is empty never fills.
      ...{ businessKey: `${kind}/${first.lotId}`, kind, shopperId },
      reference: { kind: 'shopper', id: shopperId },
      postings: [...inBalance(amount, -1), ...inShop('shop.bonus-given', amount.bonusFen)],
    });
    await moveLots(tx, { entryId }, parts, -1);
  }

  /**
   * What came back to a deleted account leaves it: principal is paid out by other means, bonus is
   * nobody's. Answers the principal; once for `id`, which is what brought it back.
   */
  async payOut(tx: Tx, shopperId: string, id: string): Promise<Fen> {
    const parts = (await lockLots(tx, shopperId)).filter((lot) => totalOf(lot) > 0);
    const amount = amountOf(parts);
    if (parts.length === 0) return fen(0);
    const kind = 'principal-paid-out' satisfies WalletEntryKind;
    const { entryId } = await this.ledger.post(tx, {
      ...{ businessKey: `${kind}/${id}`, kind, shopperId },
      reference: { kind: 'after-sale', id },
      postings: [
        ...inBalance(amount, -1),
        ...inShop('shop.offline', amount.principalFen),
        ...inShop('shop.bonus-given', amount.bonusFen),
      ],
    });
    await moveLots(tx, { entryId }, parts, -1);
    return amount.principalFen;
  }
}
