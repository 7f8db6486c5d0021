import { randomFrom } from './random.mjs';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const GOODS = 40;
/** What the numbers of phones begin with; those of virtual operators are cheap by the hundred. */
const SEGMENTS = ['138', '139', '150', '158', '186', '188', '176', '133', '199', '135'];
const VIRTUAL_SEGMENTS = ['170', '171', '162', '165', '167'];

/**
 * What happens in the year, as a shop's own records have it, and beside it, apart, what was really
 * meant: `labels` names the accounts that somebody made for the reward alone.
 */
export function emptyWorld({ seed, from, until }) {
  const random = randomFrom(seed);
  const records = { shoppers: [], channels: [], shares: [], visits: [], orders: [] };
  const labels = new Map();
  return { random, from, until, records, labels, ...recorders({ random, records, labels }) };
}

function recorders({ random, records, labels }) {
  return {
    newInstallation: () => `i${random.digits(4)}${(random.next() * 2 ** 48).toString(36)}`,
    newPhone: ({ virtual = 0.015 } = {}) =>
      random.pick(random.chance(virtual) ? VIRTUAL_SEGMENTS : SEGMENTS) + random.digits(8),
    /** An account of the shop; the `pattern` of those made for the reward is told to nobody. */
    register({ registeredAt, ...account }, { pattern, inviter } = {}) {
      const id = records.shoppers.length + 1;
      const openid = `o${(random.next() * 2 ** 48).toString(36)}${random.digits(10)}`;
      const shopper = { id, openid, ...account, registeredAt: Math.floor(registeredAt) };
      records.shoppers.push(shopper);
      if (pattern) labels.set(id, { pattern, inviter: inviter.id });
      return shopper;
    },
    share(sharer, at, what = `product-${random.int(GOODS)}`) {
      const share = {
        code: `s${(records.shares.length + 1).toString(36)}`,
        sharer,
        what,
        at: Math.floor(at),
      };
      records.shares.push(share);
      return share;
    },
    visit(installation, share, at) {
      records.visits.push({ installation, code: share.code, at: Math.floor(at) });
    },
    order(shopper, { at, fen, place, payer = shopper.openid, refund }) {
      const receiver = { name: nameOf(random), phone: shopper.phone };
      const paidAt = Math.floor(at);
      const completedAt = paidAt + Math.floor(random.between(3, 12) * DAY_MS);
      const refundedAt = refund === undefined ? null : Math.floor(refund.at);
      const isWhole = refund?.fen === fen && refundedAt < completedAt;
      records.orders.push({
        ...{ id: records.orders.length + 1, shopper: shopper.id, payer, place, receiver },
        ...{ paidFen: fen, paidAt, refundedFen: refund?.fen ?? 0, refundedAt },
        completedAt: isWhole ? null : completedAt,
      });
    },
  };
}

const FAMILY_NAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗'];
const GIVEN_NAMES = [...'伟芳娜敏静磊洋艳勇杰娟涛明超霞平刚英华玉'];

function nameOf(random) {
  return random.pick(FAMILY_NAMES) + random.pick(GIVEN_NAMES) + random.pick(GIVEN_NAMES);
}

/** An hour people are awake at, seldom at night. Beijing is 8 hours ahead of UTC. */
export function dayTime(dayMs, random) {
  const hour = random.chance(0.95) ? random.between(8, 23.5) : random.between(0, 8);
  return dayMs + Math.floor(hour * HOUR_MS);
}
