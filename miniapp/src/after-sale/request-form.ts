import {
  AFTER_SALE_KINDS,
  type AfterSaleInput,
  type AfterSaleKind,
  type AfterSaleReason,
  type Order,
  type OrderLine,
} from '@siyu/shared';

/** How many pictures may go with a request: the server's `AFTER_SALE_PICTURES_MAX`. */
export const PICTURES_MAX = 6;

const FAULTS: readonly AfterSaleReason[] = [
  'defective',
  'not-as-described',
  'wrong-item',
  'missing-item',
  'damaged-in-transit',
];

/**
 * Reasons that can be meant: nothing is wrong yet with goods that were not sent, and a change of
 * mind about goods that were means sending them back.
 */
export function reasonsFor(
  kind: AfterSaleKind,
  lines: readonly Pick<Line, 'quantity' | 'shippedQuantity'>[],
): AfterSaleReason[] {
  if (kind === 'return-and-refund') return ['changed-mind', ...FAULTS, 'other'];
  const someSent = lines.some((line) => line.shippedQuantity > 0);
  const someUnsent = lines.some((line) => line.shippedQuantity < line.quantity);
  return [
    ...(someUnsent ? (['changed-mind'] as const) : []),
    ...(someSent ? (['not-received', ...FAULTS] as const) : []),
    'other',
  ];
}

/** The request while it is being put together. Nothing is chosen for the shopper. */
export interface RequestFields {
  kind: AfterSaleKind | null;
  /** Pieces asked for, by line; a line not asked for is absent. */
  quantities: Readonly<Record<string, number>>;
  reason: AfterSaleReason | null;
}

type Line = Pick<OrderLine, 'id' | 'quantity' | 'afterSaleQuantity' | 'shippedQuantity'>;

/** Kinds that can be asked for: goods that were never sent cannot be sent back. */
export function kindsFor(order: Pick<Order, 'lines'>): AfterSaleKind[] {
  const sent = order.lines.some((line) => line.shippedQuantity > 0);
  return AFTER_SALE_KINDS.filter((kind) => kind === 'refund-only' || sent);
}

/** Pieces of a line that can be asked for; the server may know of fewer. */
export function claimable(line: Line, kind: AfterSaleKind | null): number {
  const open = line.quantity - line.afterSaleQuantity;
  return kind === 'return-and-refund' ? Math.min(open, line.shippedQuantity) : open;
}

/** The fields with another kind: what cannot be asked for that way is taken out. */
export function withKind(
  fields: RequestFields,
  kind: AfterSaleKind,
  lines: readonly Line[],
): RequestFields {
  const quantities: Record<string, number> = {};
  for (const line of lines) {
    const kept = Math.min(fields.quantities[line.id] ?? 0, claimable(line, kind));
    if (kept > 0) quantities[line.id] = kept;
  }
  const stays = fields.reason !== null && reasonsFor(kind, lines).includes(fields.reason);
  return { kind, quantities, reason: stays ? fields.reason : null };
}

/** The fields with so many pieces of a line; 0 takes the line out. */
export function withPieces(fields: RequestFields, lineId: string, quantity: number): RequestFields {
  const { [lineId]: _, ...others } = fields.quantities;
  return { ...fields, quantities: quantity === 0 ? others : { ...others, [lineId]: quantity } };
}

type Claim = Pick<AfterSaleInput, 'orderId' | 'kind' | 'reason' | 'lines'>;

/** What is asked for, or which answer is still missing, in the order they are asked. */
export function claimOf(
  orderId: string,
  { kind, quantities, reason }: RequestFields,
): Claim | 'kind' | 'goods' | 'reason' {
  const lines = Object.entries(quantities).map(([lineId, quantity]) => ({ lineId, quantity }));
  if (kind === null) return 'kind';
  if (lines.length === 0) return 'goods';
  return reason === null ? 'reason' : { orderId, kind, reason, lines };
}
