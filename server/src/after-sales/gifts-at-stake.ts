import {
  fen,
  giftConsequences,
  sumFen,
  unitsToSend,
  withheldForGifts,
  type AfterSaleKind,
  type GiftAtStake,
  type GiftConsequence,
} from '@siyu/shared';
import type { LockedOrder, OrderLineRow } from '../orders/lines/order-lines.service.js';
import type { ClaimRow } from './after-sale-line.store.js';
import type { AssessedLine } from './assess.js';

interface Asked {
  kind: AfterSaleKind;
  lines: readonly AssessedLine[];
  unasked?: boolean;
}

/**
 * What is asked for, with the gifts that go with it (case 32): those not sent yet are not sent, and
 * those that are kept are withheld for, out of the lines that go back.
 */
export function withGifts(
  { lines }: LockedOrder,
  live: readonly ClaimRow[],
  asked: Asked,
): AssessedLine[] {
  const gone = [...live.map(goneOf), ...asked.lines.map((one) => goneOf({ ...one, ...asked }))];
  const bought = new Map(lines.filter(isBought).map((line) => [line.skuId, line.id]));
  const found = giftConsequences(
    lines.flatMap((line) => atStake(line, { gone, live, asked })),
    (skuId) => unitsOf(gone, bought.get(skuId)),
  );
  const consequences = asked.unasked ? found.map(leftToThem) : found;
  const worthFen = sumFen(consequences.map((one) => one.worthFen));
  const parts = withheldForGifts(
    worthFen,
    asked.lines.map((line) => line.refundFen),
  );
  const changed = asked.lines.map((line, at) => {
    const giftWithheldFen = parts[at] ?? fen(0);
    const refundFen = fen(line.refundFen - giftWithheldFen);
    return merged({ ...line, refundFen, giftWithheldFen }, consequences);
  });
  const more = consequences.filter((one) =>
    asked.lines.every((line) => line.lineId !== one.lineId),
  );
  return [...changed, ...more.map((one) => merged(nothingOf(one.lineId), [one]))];
}

/** Units that came back or never went out: money alone takes no goods. */
function goneOf({
  lineId,
  kind,
  quantity,
  withheldQuantity,
}: Pick<ClaimRow, 'lineId' | 'kind' | 'quantity' | 'withheldQuantity'>) {
  return { lineId, units: kind === 'return-and-refund' ? quantity : withheldQuantity };
}

function atStake(
  line: OrderLineRow,
  of: { gone: readonly ReturnType<typeof goneOf>[]; live: readonly ClaimRow[]; asked: Asked },
): GiftAtStake[] {
  if (line.giftTerms === null) return [];
  const kept = of.live.filter((claim) => claim.lineId === line.id);
  const asked = of.asked.lines.find((one) => one.lineId === line.id);
  return [
    {
      ...{ lineId: line.id, skuId: line.skuId, quantity: line.quantity, terms: line.giftTerms },
      unsentQuantity: unitsToSend(line) - (asked?.withheldQuantity ?? 0),
      settledQuantity:
        unitsOf(of.gone, line.id) + kept.reduce((sum, claim) => sum + claim.keptQuantity, 0),
    },
  ];
}

function unitsOf(gone: readonly ReturnType<typeof goneOf>[], lineId: string | undefined): number {
  const ofLine = gone.filter((one) => one.lineId === lineId);
  return ofLine.reduce((sum, { units }) => sum + units, 0);
}

function merged(line: AssessedLine, consequences: readonly GiftConsequence[]): AssessedLine {
  const found = consequences.find((one) => one.lineId === line.lineId);
  if (!found) return line;
  return {
    ...line,
    quantity: line.quantity + found.unsentQuantity,
    withheldQuantity: line.withheldQuantity + found.unsentQuantity,
    keptQuantity: found.keptQuantity,
  };
}

function nothingOf(lineId: string): AssessedLine {
  const nothing = { quantity: 0, withheldQuantity: 0, keptQuantity: 0 };
  return { lineId, ...nothing, refundFen: fen(0), giftWithheldFen: fen(0) };
}

/** What the shop takes back by itself is not the shopper's doing: the gift stays theirs. */
function leftToThem(one: GiftConsequence): GiftConsequence {
  return { ...one, worthFen: fen(0) };
}

function isBought(line: OrderLineRow): boolean {
  return line.giftOf === null;
}
