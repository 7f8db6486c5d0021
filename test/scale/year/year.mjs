import { fraudsAmong } from './frauds.mjs';
import { honestYear, idleShares } from './honest.mjs';
import { DAY_MS, emptyWorld } from './world.mjs';

const FRAUD_SHARE = 0.05;
const SHARES_PER_SHOPPER = 3;

/**
 * A generated year of a shop: its accounts, channels, shares, visits and orders, all of it in the
 * order of time and the same for the same seed. It knows no rule of the shop: `labels` tells which
 * accounts were made for the reward, by whom and in which of six ways, and is for judging only.
 * Times are whole milliseconds, sums are fen.
 */
export function generatedYear({ seed, shoppers }) {
  const from = Date.UTC(2026, 0, 1) - 8 * 3_600_000;
  const world = emptyWorld({ seed, from, until: from + 365 * DAY_MS });
  const frauds = Math.round(shoppers * FRAUD_SHARE);
  const people = honestYear(world, shoppers - frauds);
  fraudsAmong(world, people, frauds);
  idleShares(world, people, shoppers * SHARES_PER_SHOPPER);
  return inOrderOfTime(world);
}

/** Numbers follow the time, so that none of them tells what made it. */
function inOrderOfTime({ records, labels, from, until }) {
  const shoppers = renumbered(records.shoppers, 'registeredAt');
  const ids = new Map(shoppers.map(({ was, id }) => [was, id]));
  const codes = new Map();
  const shares = [...records.shares]
    .sort((a, b) => a.at - b.at)
    .map(({ code, sharer, ...share }, index) => {
      codes.set(code, `s${(index + 1).toString(36)}`);
      const owner = 'shopper' in sharer ? { shopper: ids.get(sharer.shopper) } : sharer;
      return { code: codes.get(code), sharer: owner, ...share };
    });
  return {
    ...{ from, until, channels: records.channels },
    shoppers: shoppers.map(({ was: _, ...shopper }) => shopper),
    shares,
    visits: [...records.visits]
      .sort((a, b) => a.at - b.at)
      .map((visit, index) => ({ id: index + 1, ...visit, code: codes.get(visit.code) })),
    orders: renumbered(records.orders, 'paidAt').map(({ was: _, ...order }) => {
      return { ...order, shopper: ids.get(order.shopper) };
    }),
    labels: new Map(
      [...labels].map(([id, { pattern, inviter }]) => {
        return [ids.get(id), { pattern, inviter: ids.get(inviter) }];
      }),
    ),
  };
}

function renumbered(rows, time) {
  return [...rows]
    .sort((a, b) => a[time] - b[time])
    .map((row, index) => ({ ...row, was: row.id, id: index + 1 }));
}
