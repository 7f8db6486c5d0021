import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction, type Tx } from '../../server/src/platform/transaction.js';
import { CATEGORIES, PRODUCTS, TAGS, type MadeUp } from './segment-facts.js';
import { newOpenid } from './shopper.js';
import type { TestShop } from './shop.js';

const DAY_MS = 86_400_000;
type Row = readonly unknown[];

/** Writes accounts as the shop would have kept them; their ids, in their order. */
export async function accountsOf(shop: TestShop, made: readonly MadeUp[]): Promise<string[]> {
  const now = shop.clock.now();
  const ids = made.map(() => newId(now));
  await inTransaction(shop.db, async (tx) => {
    await catalogue(tx, now);
    for (const [at, one] of made.entries()) await account(tx, ids[at] ?? '', one, now);
  });
  return ids;
}

async function catalogue(tx: Tx, now: Date): Promise<void> {
  const [above = '', below = ''] = CATEGORIES;
  const categories = CATEGORIES.map((id) => [id, id === below ? above : '', id, now]);
  await put(tx, 'category (id, parent_id, name, created_at)', categories);
  const products = PRODUCTS.map((id, at) => {
    return [id, id, id, '', CATEGORIES[at], '[]', '[]', 1, at, 0, now, now];
  });
  const columns = `product (id, handle, title, description_html, category_id, tags, option_names,
    published, position, price_from_fen, created_at, updated_at)`;
  await put(tx, columns, products);
  const tags = TAGS.map((id) => [id, 'tag', id, now]);
  await put(tx, 'segment (id, kind, name, created_at)', tags);
}

async function account(tx: Tx, id: string, one: MadeUp, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const own = <T>(all: readonly T[], row: (of: T, at: number) => Row) =>
    all.map((of, at) => [id, ...row(of, at)]);
  const registered = before(one.registered);
  await put(tx, 'shopper (id, openid, created_at, logged_in_at)', [
    [id, newOpenid(), registered, now],
  ]);
  await put(tx, 'member (shopper_id, tier, birthday, tier_since, joined_at)', [
    [id, one.tier, one.birthday, registered, registered],
  ]);
  const address = 'shopper_id, id, recipient, phone, province, city, district, detail, created_at';
  await put(
    tx,
    `address (${address}, updated_at)`,
    own(one.provinces, (province) => [newId(now), '林', '1', province, '', '', '', now, now]),
  );
  await put(
    tx,
    `paid_term (shopper_id, id, plan_id, plan_version, source, source_id, is_trial, begins_at,
       ends_at, ended_at, created_at)`,
    own(one.term ? [one.term] : [], ({ began, endsIn, revoked }) => {
      const begins = before(began + 2);
      const term = [newId(now), id, 1, 'test', newId(now), 0, begins, before(-endsIn)];
      return [...term, revoked ? begins : null, now];
    }),
  );
  await put(
    tx,
    'segment_member (shopper_id, segment_id, entered_at, entered_run, seen_run)',
    own(one.tags, (tag) => [tag, now, 0, 0]),
  );
  await bindings(tx, id, one, now);
  await orders(tx, id, one, before);
  await put(
    tx,
    `tracked_event (shopper_id, event_id, installation_id, name, happened_at, page, target)`,
    own(one.events, ({ ago, name, target }) => {
      return [newId(now), id, name, before(ago), 'home/index', target];
    }),
  );
  const scores = one.rfm === null ? [] : [one.rfm];
  await put(
    tx,
    'rfm_score (shopper_id, recency, frequency, money)',
    own(scores, (rfm) => rfm),
  );
}

async function bindings(tx: Tx, id: string, one: MadeUp, now: Date): Promise<void> {
  const until = new Date(now.getTime() + DAY_MS);
  await put(
    tx,
    `referral_binding (id, shopper_id, owner_kind, owner_id, code, touch_id, reason, rule_version,
       was_new, bound_at, protected_until, valid_until, is_open, ended_at, ended_by)`,
    one.bindings.map(({ channelId, ago, open }) => {
      const at = new Date(now.getTime() - ago * DAY_MS);
      const whose = [newId(now), id, 'channel', channelId, '', newId(now), 'FIRST_BINDING', 1, 1];
      return [...whose, at, at, until, open ? 1 : null, open ? null : at, open ? null : 'lapsed'];
    }),
  );
}

async function orders(
  tx: Tx,
  id: string,
  one: MadeUp,
  before: (days: number) => Date,
): Promise<void> {
  for (const { ago, fen, refundedFen, state, product } of one.orders) {
    const [at, orderId] = [before(ago), newId(before(ago))];
    await put(
      tx,
      `orders (id, shopper_id, idempotency_key, input_hash, state, goods_fen, discount_fen,
         freight_fen, total_fen, refunded_fen, payment_id, address, remark, pay_by, placed_at,
         paid_at)`,
      [
        [
          ...[orderId, id, orderId, '', state, fen, 0, 0, fen, refundedFen, orderId, '{}', ''],
          ...[at, at, at],
        ],
      ],
    );
    await put(
      tx,
      `order_line (id, order_id, sku_id, product_id, title, option_text, unit_price_fen, quantity,
         amount_fen, discount_fen, payable_fen, returnable)`,
      [[newId(at), orderId, product, product, '', '', fen, 1, fen, 0, fen, 1]],
    );
  }
}

async function put(tx: Tx, into: string, values: readonly Row[]): Promise<void> {
  if (values.length > 0) await tx.query(`INSERT INTO ${into} VALUES ?`, [values]);
}
