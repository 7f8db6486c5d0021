import { daysAfter } from '@siyu/shared';
import { newId } from '../../server/dist/src/platform/new-id.js';
import { randomFrom } from './year/random.mjs';

const DAYS = 90;
const EVENTS_A_SESSION = 10;
const SESSIONS_AN_ORDER = 10;
const WAY = ['product-viewed', 'cart-added', 'checkout-begun', 'payment-begun', 'shared'];
const FACTS = {
  'app-launched': [null, null, 1001],
  'page-left': [null, null, 900],
  'product-viewed': ['p1', null, null],
  'cart-added': ['s1', null, 1],
  'checkout-begun': [null, null, 1],
  'payment-begun': ['o1', null, null],
  shared: [null, 'friend', null],
};
/** Sessions whose phone told of them weeks later. */
const isLate = (session) => session % 97 === 5;

const TOLD = 'event_id, installation_id, name, happened_at, page, target, mark, value, shopper_id';
const LOGIN = 'installation_id, shopper_id, first_at, last_at';
const ORDER = `id, shopper_id, idempotency_key, input_hash, state, goods_fen, discount_fen,
  freight_fen, total_fen, refunded_fen, payment_id, address, remark, pay_by, placed_at, paid_at,
  closed_at, payer_openid`;

/**
 * A quarter of a shop: sessions of ten events, a third of them by nobody logged in, on devices of
 * which two thirds are somebody's. Every tenth session ends with an order, of which some go back.
 * What is `late` comes when the rest has been packed.
 */
export function quarterOf({ events, seed, until }) {
  const plan = planOf({ events, seed, until });
  const { shoppers, from } = plan;
  return {
    early: {
      shopper: {
        columns: 'id, openid, created_at, logged_in_at',
        rows: () => shoppers.map((id, at) => [id, `scale-${at}`, new Date(from), new Date(from)]),
      },
      shopper_installation: { columns: LOGIN, rows: () => loginRows(plan, 0) },
      tracked_event: { columns: TOLD, rows: () => eventRows(plan, (one) => !isLate(one)) },
    },
    late: {
      shopper_installation: { columns: LOGIN, rows: () => loginRows(plan, 1) },
      tracked_event: { columns: TOLD, rows: () => eventRows(plan, isLate) },
      orders: { columns: ORDER, rows: () => orderRows(plan) },
    },
  };
}

function planOf({ events, seed, until }) {
  const sessions = Math.round(events / EVENTS_A_SESSION);
  const people = Math.max(20, Math.round(sessions / 5));
  const from = daysAfter(until, -DAYS).getTime();
  return {
    ...{ seed, sessions, people, from, devices: Math.round(people * 1.5) },
    stepMs: (until.getTime() - from) / sessions,
    shoppers: Array.from({ length: people }, (_, at) => newId(new Date(from - people + at))),
  };
}

function* sessionsOf({ seed, sessions, people, devices, from, stepMs, shoppers }, isWanted) {
  const random = randomFrom(seed);
  for (let number = 0; number < sessions; number++) {
    const [who, depth, known] = [random.next(), random.next(), random.next()];
    if (!isWanted(number)) continue;
    const isOrder = number % SESSIONS_AN_ORDER === 0;
    const isKnown = isOrder || known < 0.67;
    const device = Math.floor(who * (isKnown ? people : devices));
    const reached = isOrder ? 4 : Math.floor(depth * depth * 6);
    const at = Math.round(from + number * stepMs);
    yield { number, device, shopperId: isKnown ? shoppers[device] : null, reached, at };
  }
}

function* eventRows(plan, isWanted) {
  for (const session of sessionsOf(plan, isWanted))
    yield* eventsOf(session, deviceOf(session.device));
}

function* orderRows(plan) {
  for (const { number, shopperId, at } of sessionsOf(
    plan,
    (one) => one % SESSIONS_AN_ORDER === 0,
  )) {
    yield orderRow({ number: number / SESSIONS_AN_ORDER, shopperId, at: new Date(at + 900_000) });
  }
}

/** Who logged in on their own device: every other one. */
function* loginRows({ people, shoppers, from }, odd) {
  for (let number = odd; number < people; number += 2) {
    const at = new Date(from + (number % DAYS) * 86_400_000);
    yield [deviceOf(number), shoppers[number], at, at];
    // Some phones are handed on.
    const next = daysAfter(at, 7);
    if (number % 50 === 0) yield [deviceOf(number), shoppers[(number + 1) % people], next, next];
  }
}

function deviceOf(number) {
  return `device-${String(number).padStart(12, '0')}`;
}

function* eventsOf({ number, shopperId, reached, at }, device) {
  const names = ['app-launched', 'page-viewed', 'page-left', 'page-viewed', 'page-left'];
  const way = WAY.map((name, step) => (step < reached ? name : 'page-viewed'));
  for (const [place, name] of [...names, ...way].entries()) {
    const ms = at + place * 20_000;
    const id = `${ms.toString(36)}-${number}-${place}`;
    const facts = FACTS[name] ?? [null, null, null];
    yield [id.padEnd(16, '0'), device, name, new Date(ms), 'home/index', ...facts, shopperId];
  }
}

function orderRow({ number, shopperId, at }) {
  const id = newId(at);
  const total = 1_000 + (number % 400) * 25;
  const isClosed = number % 12 === 0;
  const back = isClosed ? total : number % 20 === 1 ? 500 : 0;
  const state = isClosed ? 'closed' : 'completed';
  const closedAt = isClosed ? daysAfter(at, 1) : null;
  return [
    ...[id, shopperId, id, '', state, total, 0, 0, total, back, id, '{}', ''],
    ...[at, at, at, closedAt, ''],
  ];
}
