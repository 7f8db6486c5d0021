import {
  newestFirst,
  tendersOf,
  type Order,
  type OrderLine,
  type OrderSummary,
  type Parcel,
} from '@siyu/shared';
import type { OrderRow } from '../order.store.js';
import type { OrderLineRow } from '../lines/order-line.store.js';

type TimelineEntry = Order['timeline'][number];

/** What else a full order shows besides its own row and lines. */
export interface OrderParts {
  parcels: Parcel[];
  fapiao: Order['fapiao'];
  afterSaleEvents: TimelineEntry[];
  receiptConfirmation: Order['receiptConfirmation'];
}

/** The teams orders sit in, by order. */
export type TeamsOfOrders = ReadonlyMap<string, string>;

/** An order in a list. */
export function summaryOf(
  order: OrderRow,
  lines: readonly OrderLineRow[],
  teams: TeamsOfOrders,
): OrderSummary {
  return {
    id: order.id,
    state: order.state,
    lines: lines.filter((line) => line.orderId === order.id).map(lineOf),
    totalFen: order.totalFen,
    payBy: isPayable(order) ? order.payBy.toISOString() : null,
    placedAt: order.placedAt.toISOString(),
    teamId: teams.get(order.id) ?? null,
  };
}

/** The whole order as its shopper reads it. */
export function viewOf(
  order: OrderRow,
  { lines, teams, parts }: { lines: OrderLineRow[]; teams: TeamsOfOrders; parts: OrderParts },
): Order {
  return {
    ...summaryOf(order, lines, teams),
    closeReason: order.state === 'closed' ? order.closeReason : null,
    goodsFen: order.goodsFen,
    discountFen: order.discountFen,
    freightFen: order.freightFen,
    refundedFen: order.refundedFen,
    paidBy: tendersOf(order),
    address: order.address,
    remark: order.remark,
    parcels: parts.parcels,
    timeline: timelineOf(order, parts),
    autoCompleteAt: order.state === 'shipped' ? iso(order.autoCompleteAt) : null,
    afterSaleUntil: iso(order.afterSaleUntil),
    fapiao: parts.fapiao,
    receiptConfirmation: parts.receiptConfirmation,
  };
}

/** Whether the shopper can still pay: closing has not begun. The deadline itself is on the page. */
function isPayable(order: OrderRow): boolean {
  return order.state === 'awaiting-payment' && order.closeReason === null;
}

/** What happened to the order, newest first, derived from the facts themselves. */
function timelineOf(order: OrderRow, parts: OrderParts): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...moment('placed', order.placedAt),
    ...moment('paid', order.paidAt),
    ...parts.parcels.map((parcel) => ({
      kind: 'parcel-shipped' as const,
      at: parcel.shippedAt,
      detail: `${parcel.companyName} ${parcel.trackingNo}`,
    })),
    ...moment('completed', order.completedAt),
    ...(order.state === 'closed' ? moment('closed', order.closedAt, order.closeReason) : []),
    ...parts.afterSaleEvents,
  ];
  return newestFirst(entries);
}

function moment(
  kind: TimelineEntry['kind'],
  at: Date | null,
  detail: string | null = null,
): TimelineEntry[] {
  return at === null ? [] : [{ kind, at: at.toISOString(), detail }];
}

/** What the shopper is told of a line; the rest of the row is the shop's own bookkeeping. */
function lineOf(row: OrderLineRow): OrderLine {
  return {
    id: row.id,
    skuId: row.skuId,
    productId: row.productId,
    title: row.title,
    optionText: row.optionText,
    pictureUrl: row.pictureUrl,
    unitPriceFen: row.unitPriceFen,
    quantity: row.quantity,
    payableFen: row.payableFen,
    returnable: row.returnable,
    giftOf: row.giftOf,
    giftTerms: row.giftTerms,
    shippedQuantity: row.shippedQuantity,
    withheldQuantity: row.withheldQuantity,
    cancelledQuantity: row.cancelledQuantity,
    afterSaleQuantity: row.afterSaleQuantity,
    refundedFen: row.refundedFen,
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
