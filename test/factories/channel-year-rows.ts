import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction, type Tx } from '../../server/src/platform/transaction.js';
import { isSold, type ChannelYear } from './channel-year.js';
import type { TestShop } from './shop.js';

const CHUNK = 500;

type Rows = readonly (readonly unknown[])[];

/** Puts a generated year into a shop's tables, as the shop would have kept it. */
export async function loaded(shop: TestShop, year: ChannelYear): Promise<void> {
  await inTransaction(shop.db, async (tx) => {
    for (const [columns, all] of tablesOf(year)) await insert(tx, columns, all);
  });
}

async function insert(tx: Tx, columns: string, all: Rows): Promise<void> {
  for (let at = 0; at < all.length; at += CHUNK) {
    await tx.query(`INSERT INTO ${columns} VALUES ?`, [all.slice(at, at + CHUNK)]);
  }
}

function tablesOf(made: ChannelYear): [string, Rows][] {
  return [
    [
      'shopper (id, openid, created_at, logged_in_at)',
      made.year.shoppers.map(({ id, openid, registeredAt }) => {
        return [made.shopperIds.get(id), openid, new Date(registeredAt), new Date(registeredAt)];
      }),
    ],
    ...channelTables(made),
    [
      `share_link (code, owner_kind, owner_id, page, target_id, placement, created_at)`,
      made.year.shares.map(({ code, sharer, at }) => [
        ...[
          code,
          ...('channel' in sharer
            ? ['channel', made.channelIds.get(sharer.channel)]
            : ['shopper', made.shopperIds.get(sharer.shopper)]),
        ],
        // Shares of one thing by one person are one link; here each keeps its code.
        ...['home', code, 'code', new Date(at)],
      ]),
    ],
    ...attributionTables(made),
    [
      `orders (id, shopper_id, idempotency_key, input_hash, state, goods_fen, discount_fen,
         freight_fen, total_fen, refunded_fen, payment_id, address, remark, pay_by, placed_at,
         paid_at, completed_at, payer_openid)`,
      made.year.orders.map((order) => {
        const [id, paidAt] = [newId(new Date(order.paidAt)), new Date(order.paidAt)];
        const state = isSold(order) ? 'completed' : 'closed';
        const completedAt = order.completedAt === null ? null : new Date(order.completedAt);
        return [
          ...[id, made.shopperIds.get(order.shopper), id, '', state, order.paidFen, 0, 0],
          ...[order.paidFen, order.refundedFen, id, '{}', '', paidAt, paidAt, paidAt],
          ...[completedAt, order.payer],
        ];
      }),
    ],
  ];
}

function channelTables({ year, channelIds, costs }: ChannelYear): [string, Rows][] {
  const codes = new Map(
    year.shares.flatMap(({ code, sharer }) =>
      'channel' in sharer ? [[sharer.channel, code] as const] : [],
    ),
  );
  return [
    [
      'channel (id, version, kind, state, name, owner_name, landing_page, code, created_at)',
      year.channels.map(({ id, kind }) => [
        ...[channelIds.get(id), 1, kind, 'open', `渠道 ${id}`, '', 'home'],
        ...[codes.get(id), new Date(year.from)],
      ]),
    ],
    [
      'channel_cost (channel_id, from_day, cost)',
      [...costs].map(([id, cost]) => [channelIds.get(id), '2026-01-01', JSON.stringify(cost)]),
    ],
  ];
}

function attributionTables({ visits, bindings, shopperIds }: ChannelYear): [string, Rows][] {
  const whose = (shopper: number | null) => (shopper === null ? null : shopperIds.get(shopper));
  return [
    [
      `visit (id, code, installation_id, visit_id, state, shopper_id, visited_at, decided_at,
         reason, facts)`,
      visits.map(({ id, code, installation, shopper, at, reason }) => [
        ...[id, code, installation, id, reason === null ? 'anonymous' : 'decided'],
        ...[whose(shopper), new Date(at), reason && new Date(at), reason, reason && '{}'],
      ]),
    ],
    [
      `referral_binding (id, shopper_id, owner_kind, owner_id, code, touch_id, reason,
         rule_version, bound_at, protected_until, valid_until, ended_at, ended_by, is_open)`,
      bindings.map(({ id, shopper, owner, code, touchId, reason, binding, endedAt, endedBy }) => [
        ...[id, whose(shopper), owner.kind, owner.id, code, touchId, reason, 1, binding.boundAt],
        ...[binding.protectedUntil, binding.validUntil, endedAt, endedBy, endedAt ? null : 1],
      ]),
    ],
  ];
}
