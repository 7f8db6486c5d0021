import { idAt } from './members.mjs';

const WALLET_EVERY = 5;
const POINTS_EVERY = 2;
const POINTS_SPENT_EVERY = 10;

/**
 * Stored value: a lot that was brought along from an older shop, of which one order has taken some.
 * With its entries and the balances they come to; null for most.
 */
export function walletOf(crowd, number) {
  if (number % WALLET_EVERY !== 0) return null;
  const context = contextOf(crowd, number, 0);
  const lot = { principalFen: 10_000 + (number % 90) * 1_000, bonusFen: 2_000 };
  const taken = { principalFen: lot.principalFen / 5, bonusFen: lot.bonusFen / 5 };
  const amountFen = taken.principalFen + taken.bonusFen;
  const imported = entry(context, 'wallet-imported', 'import', [
    ['wallet.principal', lot.principalFen],
    ['wallet.bonus', lot.bonusFen],
    ['shop.imported', -lot.principalFen],
    ['shop.bonus-given', -lot.bonusFen],
  ]);
  const held = entry(context, 'order-held', 'order', [
    ['wallet.principal', -taken.principalFen],
    ['wallet.bonus', -taken.bonusFen],
    ['wallet.principal-held', taken.principalFen],
    ['wallet.bonus-held', taken.bonusFen],
  ]);
  const captured = entry(context, 'order-captured', 'order', [
    ['wallet.principal-held', -taken.principalFen],
    ['wallet.bonus-held', -taken.bonusFen],
    ['shop.sales', amountFen],
  ]);
  return {
    ...{ ...context, lotId: imported.referenceId, orderId: held.referenceId, lot, taken },
    ...{ amountFen, ...booked(context.shopperId, [imported, held, captured]) },
  };
}

/** Points: a lot that was given; some have paid a part of an order with it. Null for some. */
export function pointsOf(crowd, number) {
  if (number % POINTS_EVERY !== 0) return null;
  const context = contextOf(crowd, number, 8);
  const points = 100 + (number % 900);
  const spent = number % POINTS_SPENT_EVERY === 0 ? 50 : 0;
  const granted = entry(context, 'points-granted', 'point-lot', [
    ['points.active', points],
    ['shop.points-given', -points],
  ]);
  const held = entry(context, 'points-held', 'order', [
    ['points.active', -spent],
    ['points.held', spent],
  ]);
  const captured = entry(context, 'points-captured', 'order', [
    ['points.held', -spent],
    ['shop.points-redeemed', spent],
  ]);
  const entries = spent > 0 ? [granted, held, captured] : [granted];
  return {
    ...{ ...context, lotId: granted.referenceId, orderId: held.referenceId, points, spent },
    ...booked(context.shopperId, entries),
  };
}

function contextOf(crowd, number, first) {
  const at = new Date(crowd.joinedAt(number).getTime() + 3_600_000);
  let next = first;
  return { shopperId: crowd.shopperId(number), at, nextId: () => idAt(at, number * 16 + next++) };
}

function entry({ at, nextId }, kind, referenceKind, postings) {
  const id = nextId();
  return { id, businessKey: `${kind}/${id}`, kind, referenceKind, referenceId: id, at, postings };
}

/** The entries with the balance after each posting, and the balances they come to. */
function booked(shopperId, entries) {
  const balances = new Map();
  const withBalances = entries.map((one) => ({
    ...one,
    shopperId,
    postings: one.postings.map(([account, amount]) => {
      if (account.startsWith('shop.')) return { account, amount, owner: null, balanceAfter: null };
      const balanceAfter = (balances.get(account)?.balance ?? 0) + amount;
      balances.set(account, { account, balance: balanceAfter, lastEntryId: one.id });
      return { account, amount, owner: shopperId, balanceAfter };
    }),
  }));
  return { entries: withBalances, balances: [...balances.values()] };
}
