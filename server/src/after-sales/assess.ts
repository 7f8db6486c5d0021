import {
  assert,
  AFTER_SALE_OPEN,
  fen,
  freightRefund,
  lineRefund,
  sumFen,
  unitsWithheld,
  type AfterSaleInput,
  type AfterSaleState,
  type Fen,
} from '@siyu/shared';
import type { LockedOrder } from '../orders/lines/order-lines.service.js';
import type { AfterSaleLineRow, ClaimRow } from './after-sale-line.store.js';
import { withGifts } from './gifts-at-stake.js';

/** What an after-sale of these units returns. */
export interface Assessment {
  lines: AssessedLine[];
  /** Goods and freight together. */
  refundFen: Fen;
  freightRefundFen: Fen;
}

export type AssessedLine = Omit<AfterSaleLineRow, 'afterSaleId'>;

const LIVE: ReadonlySet<AfterSaleState> = new Set([...AFTER_SALE_OPEN, 'refunded']);
/** Granted for good: the money is back or on its way. */
const GRANTED: ReadonlySet<AfterSaleState> = new Set(['refunding', 'refunded']);

/**
 * What asking for these units returns, given what was asked for before. The units' worth is fixed
 * by it; the freight is what is to be expected, and decided when the after-sale is granted. Gifts
 * that go with them are added; for what the shop gives back unasked nothing is withheld.
 */
export function assess(
  locked: LockedOrder,
  claims: readonly ClaimRow[],
  asked: Pick<AfterSaleInput, 'kind' | 'reason' | 'lines'> & { unasked?: boolean },
): Assessment {
  const live = claims.filter((claim) => LIVE.has(claim.state));
  const wanted = asked.lines.map(({ lineId, quantity }) => {
    const line = lineOf(locked, lineId);
    const before = live.filter((claim) => claim.lineId === lineId);
    const claimedFen = sumFen(before.flatMap((one) => [one.refundFen, one.giftWithheldFen]));
    const claimedQuantity = quantityOf(before, lineId);
    return {
      ...{ lineId, quantity, keptQuantity: 0, giftWithheldFen: fen(0) },
      withheldQuantity: unitsWithheld(line, asked.kind, quantity),
      refundFen: lineRefund({ ...line, claimedQuantity, claimedFen }, quantity),
    };
  });
  const lines = withGifts(locked, live, { ...asked, lines: wanted });
  const freightRefundFen = freightOf(locked, live, { reason: asked.reason, lines });
  const goodsFen = sumFen(lines.map((line) => line.refundFen));
  return { lines, refundFen: fen(goodsFen + freightRefundFen), freightRefundFen };
}

/** The freight that goes back with an after-sale now being granted: only granted ones count. */
export function freightWhenGranted(
  locked: LockedOrder,
  claims: readonly ClaimRow[],
  granted: Parameters<typeof freightOf>[2],
): Fen {
  const others = claims.filter((claim) => GRANTED.has(claim.state));
  return freightOf(locked, others, granted);
}

function freightOf(
  { order, lines }: LockedOrder,
  others: readonly ClaimRow[],
  asked: {
    reason: AfterSaleInput['reason'];
    lines: readonly { lineId: string; quantity: number }[];
  },
): Fen {
  const freights = new Map(others.map((claim) => [claim.afterSaleId, claim.freightRefundFen]));
  return freightRefund({
    freightFen: order.freightFen,
    returnedFen: sumFen([...freights.values()]),
    reason: asked.reason,
    lines: lines.map((line) => ({
      quantity: line.quantity,
      shippedQuantity: line.shippedQuantity,
      returnedQuantity: quantityOf(others, line.id) + quantityOf(asked.lines, line.id),
    })),
  });
}

function quantityOf(
  claims: readonly { lineId: string; quantity: number }[],
  lineId: string,
): number {
  return claims
    .filter((claim) => claim.lineId === lineId)
    .reduce((sum, claim) => sum + claim.quantity, 0);
}

function lineOf({ lines }: LockedOrder, lineId: string): LockedOrder['lines'][number] {
  const line = lines.find((one) => one.id === lineId);
  assert(line, `no line ${lineId}`);
  return line;
}
