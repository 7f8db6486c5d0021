import { assert, type AfterSale, type Order, type TimelineKind } from '@siyu/shared';
import type { OrderLineRow } from '../orders/lines/order-lines.service.js';
import type { AfterSaleLineRow } from './after-sale-line.store.js';
import type { AfterSaleRow } from './after-sale.store.js';

/** An after-sale as its shopper reads it. */
export function viewOf(
  row: AfterSaleRow,
  lines: readonly AfterSaleLineRow[],
  orderLines: readonly OrderLineRow[],
  pictureUrls: ReadonlyMap<string, string>,
): AfterSale {
  const { id, orderId, kind, state, reason, description, refundFen, freightRefundFen } = row;
  return {
    ...{ id, orderId, kind, state, reason, description, refundFen, freightRefundFen },
    answer: row.answer,
    pictureUrls: row.pictureIds.flatMap((pictureId) => pictureUrls.get(pictureId) ?? []),
    lines: lines
      .filter((line) => line.afterSaleId === row.id)
      .map((line) => lineOf(line, orderLines)),
    returnAddress: row.returnAddress || null,
    returnParcel: returnParcelOf(row),
    returnFreight: returnFreightOf(row),
    deadlineAt: row.deadlineAt?.toISOString() ?? null,
    requestedAt: row.requestedAt.toISOString(),
    refundedAt: row.refundedAt?.toISOString() ?? null,
  };
}

/** What happened after the sale, for the order's timeline; the money itself is the order's. */
export function timelineOf(afterSales: readonly AfterSaleRow[]): Order['timeline'] {
  return afterSales.flatMap((one) => {
    const answeredAs = one.unasked ? 'refund-unasked' : 'after-sale-answered';
    return [
      ...(one.unasked ? [] : moment('after-sale-requested', one.requestedAt, null)),
      ...moment(answeredAs, one.answeredAt, one.answer || null),
    ];
  });
}

function moment(kind: TimelineKind, at: Date | null, detail: string | null): Order['timeline'] {
  return at === null ? [] : [{ kind, at: at.toISOString(), detail }];
}

export function lineOf(
  asked: Omit<AfterSaleLineRow, 'afterSaleId'>,
  orderLines: readonly OrderLineRow[],
): AfterSale['lines'][number] {
  const { lineId, quantity, refundFen, keptQuantity, giftWithheldFen } = asked;
  const line = orderLines.find((one) => one.id === lineId);
  assert(line, `no order line ${lineId}`);
  const { title, optionText, pictureUrl, giftOf } = line;
  return {
    ...{ lineId, title, optionText, pictureUrl, quantity, refundFen },
    ...{ isGift: giftOf !== null, keptQuantity, giftWithheldFen },
  };
}

function returnParcelOf(row: AfterSaleRow): AfterSale['returnParcel'] {
  const { returnCompany: company, returnTrackingNo: trackingNo } = row;
  return company === null || trackingNo === null ? null : { company, trackingNo };
}

function returnFreightOf(row: AfterSaleRow): AfterSale['returnFreight'] {
  const { returnFreightStatedFen: statedFen, returnFreightFen: reliefFen } = row;
  return statedFen === null || reliefFen === null ? null : { statedFen, reliefFen };
}
