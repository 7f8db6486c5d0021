import { grouped } from '@siyu/shared';
import { newId } from '../../server/dist/src/platform/new-id.js';
import { inTransaction } from '../../server/dist/src/platform/transaction.js';

const DAY_MS = 86_400_000;
/** Facts of so many days come together; what follows from them is decided after each. */
const STEP_MS = 7 * DAY_MS;
/** After the year, until nothing of it can be given back any more. */
const AFTERWARDS_MS = 70 * DAY_MS;
const CHUNK = 1_000;
/** Every fifth shopper is a promoter. */
const PROMOTERS = 5;

/**
 * Lets a generated year happen in a shop: what people did is written as the shop would have kept
 * it, and the shop is told of logins, payments, refunds and receipts; whatever follows from them,
 * the shop decides. The ids it gave.
 */
export async function liveYear(shop, year) {
  const ids = {
    shopper: idsOf(year.shoppers, ({ registeredAt }) => registeredAt),
    order: idsOf(year.orders, ({ paidAt }) => paidAt),
    channel: idsOf(year.channels, () => year.from),
  };
  const happening = new Happening(shop, year, ids);
  await happening.prepare();
  const events = eventsOf(year);
  let next = 0;
  for (let until = year.from + STEP_MS; until < year.until + AFTERWARDS_MS; until += STEP_MS) {
    await inTransaction(shop.db, async (tx) => {
      for (; next < events.length && events[next].at < until; next += 1) {
        const { at, what, of } = events[next];
        shop.clock.set(at);
        await happening[what](tx, of);
      }
      await happening.visited(tx, until);
    });
    shop.clock.set(until);
    await shop.settle();
  }
  return ids;
}

function idsOf(all, at) {
  return new Map(all.map((one) => [one.id, newId(new Date(at(one)))]));
}

function eventsOf({ shoppers, orders }) {
  const of = (all, what, time) =>
    all.flatMap((one) => (one[time] === null ? [] : [{ at: one[time], what, of: one }]));
  return [
    ...of(shoppers, 'registered', 'registeredAt'),
    ...of(orders, 'paid', 'paidAt'),
    ...of(orders, 'refunded', 'refundedAt'),
    ...of(orders, 'completed', 'completedAt'),
  ].sort((one, other) => one.at - other.at);
}

class Happening {
  constructor(shop, year, ids) {
    Object.assign(this, { ...shop, year, ids });
    this.visits = year.visits.values();
    this.visit = this.visits.next();
    this.onDevice = new Map();
    this.byNewcomers = openedByNewcomers(year);
  }

  /** Channels and links, and who will be a promoter once they are here. */
  async prepare() {
    await this.openChannels();
    const { year, ids } = this;
    await this.insert(
      'share_link (code, owner_kind, owner_id, page, target_id, placement, created_at)',
      year.shares.map(({ code, sharer, at }) => {
        // Shares of one thing by one person are one link; here each keeps its code.
        const owner =
          'channel' in sharer
            ? ['channel', ids.channel.get(sharer.channel), 'home', '']
            : ['shopper', ids.shopper.get(sharer.shopper), 'home', code];
        return [code, ...owner, 'code', new Date(at)];
      }),
    );
    await this.insert(
      'promoter (shopper_id, state, statement, applied_at, decided_at)',
      year.shoppers
        .filter(({ id }) => id % PROMOTERS === 0)
        .map(({ id, registeredAt }) => {
          const at = new Date(registeredAt);
          return [ids.shopper.get(id), 'approved', '', at, at];
        }),
    );
  }

  async openChannels() {
    const { year, ids } = this;
    const codes = new Map(
      year.shares.flatMap(({ code, sharer }) =>
        'channel' in sharer ? [[sharer.channel, code]] : [],
      ),
    );
    const start = new Date(year.from);
    await this.insert(
      'channel (id, version, kind, state, name, owner_name, landing_page, code, created_at)',
      year.channels.map(({ id, kind }) => [
        ...[ids.channel.get(id), 1, kind, 'open', `渠道 ${id}`, '', 'home'],
        ...[codes.get(id), start],
      ]),
    );
    await this.insert(
      'channel_cost (channel_id, from_day, cost)',
      year.channels.map((one) => {
        return [ids.channel.get(one.id), '2026-01-01', JSON.stringify(costOf(one))];
      }),
    );
  }

  async insert(columns, all, tx = this.db) {
    for (let at = 0; at < all.length; at += CHUNK) {
      await tx.query(`INSERT INTO ${columns} VALUES ?`, [all.slice(at, at + CHUNK)]);
    }
  }

  async registered(tx, { id, openid, phone, installation, registeredAt }) {
    await this.visited(tx, registeredAt);
    const [shopperId, at] = [this.ids.shopper.get(id), new Date(registeredAt)];
    const shopper = [shopperId, openid, phone, at, at];
    await this.insert('shopper (id, openid, phone, created_at, logged_in_at)', [shopper], tx);
    this.onDevice.set(installation, shopperId);
    await this.logins.tell(tx, { shopperId, anonymousId: null, installationId: installation });
  }

  /** What was opened before then, by nobody or by who is logged in on the device. */
  async visited(tx, until) {
    const rows = [];
    for (; !this.visit.done && this.visit.value.at < until; this.visit = this.visits.next()) {
      const { id: number, code, installation, at } = this.visit.value;
      const [id, when] = [newId(new Date(at)), new Date(at)];
      const isNobodys = this.byNewcomers.has(number);
      const shopperId = isNobodys ? null : (this.onDevice.get(installation) ?? null);
      const known = shopperId === null ? ['anonymous', null] : ['known', when];
      rows.push([id, code, installation, id, known[0], shopperId, when, known[1]]);
    }
    const columns = `visit (id, code, installation_id, visit_id, state, shopper_id, visited_at,
      known_at)`;
    await this.insert(columns, rows, tx);
  }

  async paid(tx, { id, shopper, payer, place, receiver, paidFen, paidAt }) {
    const [orderId, shopperId] = [this.ids.order.get(id), this.ids.shopper.get(shopper)];
    const at = new Date(paidAt);
    const address = JSON.stringify({ ...place, recipient: receiver.name, phone: receiver.phone });
    const money = [paidFen, 0, 0, paidFen];
    const order = [orderId, shopperId, orderId, '', 'shipped', ...money, orderId, address, ''];
    await this.insert(
      `orders (id, shopper_id, idempotency_key, input_hash, state, goods_fen, discount_fen,
         freight_fen, total_fen, payment_id, address, remark, pay_by, placed_at, paid_at,
         payer_openid)`,
      [[...order, at, at, at, payer]],
      tx,
    );
    await this.insert(
      `order_line (id, order_id, sku_id, product_id, title, option_text, unit_price_fen, quantity,
         amount_fen, discount_fen, payable_fen, returnable)`,
      [[orderId, orderId, orderId, orderId, '', '', paidFen, 1, paidFen, 0, paidFen, 1]],
      tx,
    );
    await this.outbox.add(tx, 'order.paid', { orderId, shopperId, at: at.toISOString() });
    await this.outbox.add(tx, 'referral.order-paid', { orderId, at: at.toISOString() });
  }

  /** Whole before it was received, it closes the order. */
  async refunded(tx, order) {
    const { id, shopper, paidFen, paidAt, refundedFen, refundedAt, completedAt } = order;
    const [orderId, shopperId] = [this.ids.order.get(id), this.ids.shopper.get(shopper)];
    const at = new Date(refundedAt);
    const isCompleted = completedAt !== null && completedAt <= refundedAt;
    for (const [table, key] of [
      ['orders', 'id'],
      ['order_line', 'order_id'],
    ]) {
      const sql = `UPDATE ${table} SET refunded_fen = ? WHERE ${key} = ?`;
      await tx.query(sql, [refundedFen, orderId]);
    }
    await this.outbox.add(tx, 'order.refunded', {
      ...{ orderId, shopperId, refundId: orderId, amountFen: refundedFen, isCompleted },
      ...{ leftFen: paidFen - refundedFen, paidAt: new Date(paidAt).toISOString() },
      at: at.toISOString(),
    });
    if (completedAt !== null) return;
    await tx.query("UPDATE orders SET state = 'closed', closed_at = ? WHERE id = ?", [at, orderId]);
    await this.outbox.add(tx, 'order.closed', { orderId, shopperId, reason: 'refunded' });
  }

  completed(tx, { id }) {
    return this.completing.complete(tx, this.ids.order.get(id));
  }
}

/** On a phone that several use, the last link before somebody registers was opened by them. */
function openedByNewcomers({ shoppers, visits }) {
  const opened = grouped(visits, ({ installation }) => installation);
  const last = shoppers.map(({ installation, registeredAt }) =>
    opened.get(installation)?.findLast(({ at }) => at <= registeredAt),
  );
  return new Set(last.flatMap((visit) => (visit ? [visit.id] : [])));
}

/** The year knows three ways to pay; every fourth channel takes its share of what it sells. */
export function costOf({ id, cost }) {
  if (id % 4 === 0) return { kind: 'sale-share', bps: 800, orders: 'all' };
  if ('fixed' in cost) {
    return { kind: 'fixed', fen: cost.fixed, fromDay: '2026-01-01', untilDay: '2026-12-31' };
  }
  if ('sale' in cost) return { kind: 'sale', fen: cost.sale, orders: 'first' };
  return { kind: 'acquisition', fen: cost.acquisition };
}
