import { grouped } from '@siyu/shared';

const DAY_MS = 86_400_000;
const VALUE_DAYS = [30, 60, 90];

/**
 * The figures of every channel counted once more, one by one, from the rows that orders, bindings,
 * visits and accounts have left; nothing of the server's reports is used. `first` and `last` are
 * days of the year from 0 on, `costOf` tells what a channel costs by its id.
 */
export async function recounted(db, { from, first, last, now, costOf }) {
  const dayOf = (at) => Math.floor((at.getTime() - from) / DAY_MS);
  const isAsked = (at) => dayOf(at) >= first && dayOf(at) <= last;
  const raw = await rawRows(db);
  const orders = walked(raw);
  const registrations = registeredIn(raw).filter(({ at }) => isAsked(at));
  return raw.channels.map(({ id, code }) => {
    const scans = raw.visits.filter((one) => one.code === code && isAsked(one.visited_at));
    const registered = registrations.filter(({ ownerId }) => ownerId === id);
    const paid = orders.filter((one) => one.ownerId === id && isAsked(one.paid_at));
    const sold = paid.filter(({ isSold }) => isSold);
    const firsts = sold.filter(({ isFirst }) => isFirst);
    const [paidFen, refundedFen] = [sum(paid, 'total_fen'), sum(paid, 'refunded_fen')];
    const netFen = paidFen - refundedFen;
    const about = { first, last, dayOf, sold, firsts, registered };
    const costFen = costIn(costOf(id), about);
    return {
      channelId: id,
      ...{ scans: scans.length, visitors: new Set(scans.map((one) => one.device)).size },
      ...{ registrations: registered.length, firstOrders: firsts.length },
      ...{ repeatOrders: sold.length - firsts.length, paidFen, refundedFen, netFen, costFen },
      costPerCustomerFen: registered.length === 0 ? null : Math.floor(costFen / registered.length),
      roiBps: costFen === 0 ? null : Math.floor(((netFen - costFen) * 10_000) / costFen),
      values: VALUE_DAYS.map((days) => valueOf(raw, registered, { days, now })),
    };
  });
}

async function rawRows(db) {
  const all = async (sql) => (await db.query(sql))[0];
  const orders = await all(
    `SELECT shopper_id, payer_openid, state, total_fen, refunded_fen, paid_at FROM orders
     WHERE paid_at IS NOT NULL ORDER BY paid_at, id`,
  );
  const bindings = await all(
    `SELECT shopper_id, owner_id, reason, bound_at, valid_until, ended_at, frozen_at
     FROM referral_binding ORDER BY id`,
  );
  const visits = await all('SELECT code, installation_id AS device, visited_at FROM visit');
  const shoppers = await all('SELECT id, created_at FROM shopper');
  const channels = await all('SELECT id, code FROM channel');
  const numbers = ({ total_fen, refunded_fen, ...order }) => ({
    ...{ ...order, total_fen: Number(total_fen), refunded_fen: Number(refunded_fen) },
  });
  return { orders: orders.map(numbers), bindings, visits, shoppers, channels };
}

/** Each order in turn: whose customer its shopper was then, and whether nothing was sold before. */
function walked({ orders, bindings }) {
  const ofShopper = grouped(bindings, ({ shopper_id }) => shopper_id);
  const [shoppers, payers] = [new Set(), new Set()];
  return orders.map((order) => {
    const bound = ofShopper.get(order.shopper_id) ?? [];
    const ownerId = bound.find((one) => isInForce(one, order.paid_at))?.owner_id ?? null;
    const isSold = order.state !== 'closed';
    const isKnown = shoppers.has(order.shopper_id) || payers.has(order.payer_openid);
    if (isSold) shoppers.add(order.shopper_id);
    if (isSold) payers.add(order.payer_openid);
    return { ...order, ownerId, isSold, isFirst: isSold && !isKnown };
  });
}

function isInForce({ bound_at, valid_until, ended_at, frozen_at }, at) {
  const ends = [valid_until, ended_at, frozen_at].filter((one) => one !== null);
  return bound_at <= at && ends.every((end) => at < end);
}

/** Whose first binding came within a day of registering, and whose customers that made them. */
function registeredIn({ shoppers, bindings }) {
  const first = new Map([...bindings].reverse().map((one) => [one.shopper_id, one]));
  return shoppers.flatMap(({ id, created_at: at }) => {
    const binding = first.get(id);
    if (!binding || binding.bound_at.getTime() - at.getTime() >= DAY_MS) return [];
    return [{ id, at, ownerId: binding.owner_id }];
  });
}

function valueOf({ orders }, registered, { days, now }) {
  const old = registered.filter(({ at }) => at.getTime() + days * DAY_MS <= now);
  const until = new Map(old.map(({ id, at }) => [id, at.getTime() + days * DAY_MS]));
  const bought = orders.filter((one) => one.paid_at.getTime() < (until.get(one.shopper_id) ?? 0));
  const netFen = sum(bought, 'total_fen') - sum(bought, 'refunded_fen');
  const perCustomerFen = old.length === 0 ? null : Math.floor(netFen / old.length);
  return { days, customers: old.length, netFen, perCustomerFen };
}

function costIn(cost, { first, last, dayOf, sold, firsts, registered }) {
  if (cost.kind === 'fixed') {
    const spent = (days) => Math.floor((cost.fen * days) / 365);
    return spent(last + 1) - spent(first);
  }
  if (cost.kind === 'acquisition') return cost.fen * registered.length;
  if (cost.kind === 'sale') {
    return cost.fen * firsts.filter((one) => one.refunded_fen < one.total_fen).length;
  }
  const days = grouped(sold, ({ paid_at }) => dayOf(paid_at));
  return [...days.values()].reduce((all, ofDay) => {
    const netFen = sum(ofDay, 'total_fen') - sum(ofDay, 'refunded_fen');
    return all + Math.floor((netFen * cost.bps) / 10_000);
  }, 0);
}

function sum(all, of) {
  return all.reduce((total, one) => total + one[of], 0);
}
