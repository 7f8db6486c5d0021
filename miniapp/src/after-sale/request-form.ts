import {
  AFTER_SALE_KINDS,
  unitsClaimable,
  type AfterSaleInput,
  type AfterSaleKind,
  type AfterSaleReason,
  type SoldLine,
} from '@siyu/shared';

const FAULTS: readonly AfterSaleReason[] = [
  'defective',
  'not-as-described',
  'wrong-item',
  'missing-item',
  'damaged-in-transit',
];

/**
 * Reasons that can be meant: nothing is wrong yet with goods that were not sent, and a change of
 * mind is offered where the rule leaves anything to ask for with it.
 */
export function reasonsFor(kind: AfterSaleKind, lines: readonly SoldLine[]): AfterSaleReason[] {
  if (kind === 'return-and-refund') return ['changed-mind', ...FAULTS, 'other'];
  const someSent = lines.some((line) => claimable(line, 'return-and-refund', null) > 0);
  const someUnsent = lines.some((line) => claimable(line, kind, 'changed-mind') > 0);
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

type Line = SoldLine & { id: string };

/** Kinds by which anything can be asked for; money alone is where the form starts from. */
export function kindsFor(order: { lines: readonly SoldLine[] }): AfterSaleKind[] {
  const leaves = (kind: AfterSaleKind) =>
    order.lines.some((line) => claimable(line, kind, null) > 0);
  return AFTER_SALE_KINDS.filter((kind) => kind === 'refund-only' || leaves(kind));
}

/** Pieces of a line that can be asked for by the server's rule; the most, while not answered. */
export function claimable(
  line: SoldLine,
  kind: AfterSaleKind | null,
  reason: AfterSaleReason | null,
): number {
  return unitsClaimable(line, { kind: kind ?? 'refund-only', reason: reason ?? 'other' });
}

/** The fields with another kind: what cannot be asked for that way is taken out. */
export function withKind(
  fields: RequestFields,
  kind: AfterSaleKind,
  lines: readonly Line[],
): RequestFields {
  const stays = fields.reason !== null && reasonsFor(kind, lines).includes(fields.reason);
  return trimmed({ ...fields, kind, reason: stays ? fields.reason : null }, lines);
}

/** The fields with another reason: a change of mind may leave fewer pieces to ask money for. */
export function withReason(
  fields: RequestFields,
  reason: AfterSaleReason,
  lines: readonly Line[],
): RequestFields {
  return trimmed({ ...fields, reason }, lines);
}

/** The fields without the pieces that cannot be asked for by this kind and reason. */
function trimmed(fields: RequestFields, lines: readonly Line[]): RequestFields {
  const { kind, reason } = fields;
  const quantities: Record<string, number> = {};
  for (const line of lines) {
    const kept = Math.min(fields.quantities[line.id] ?? 0, claimable(line, kind, reason));
    if (kept > 0) quantities[line.id] = kept;
  }
  return { ...fields, quantities };
}

/** The fields with so many pieces of a line; 0 takes the line out. */
export function withPieces(fields: RequestFields, lineId: string, quantity: number): RequestFields {
  const { [lineId]: _, ...others } = fields.quantities;
  return { ...fields, quantities: quantity === 0 ? others : { ...others, [lineId]: quantity } };
}

export type Claim = Pick<AfterSaleInput, 'orderId' | 'kind' | 'reason' | 'lines'>;
export type Answer = 'kind' | 'goods' | 'reason';

/** The answers still missing, in the order they are asked. */
export function missingAnswers({ kind, quantities, reason }: RequestFields): Answer[] {
  return [
    ...(kind === null ? (['kind'] as const) : []),
    ...(Object.keys(quantities).length === 0 ? (['goods'] as const) : []),
    ...(reason === null ? (['reason'] as const) : []),
  ];
}

/** What is asked for, or null while an answer is missing. */
export function claimOf(
  orderId: string,
  { kind, quantities, reason }: RequestFields,
): Claim | null {
  const lines = Object.entries(quantities).map(([lineId, quantity]) => ({ lineId, quantity }));
  if (kind === null || reason === null || lines.length === 0) return null;
  return { orderId, kind, reason, lines };
}
