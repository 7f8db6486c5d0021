import type { Fen } from '../money.js';
import type { Moves } from '../moves.js';

/**
 * The life of a merchant transfer. `requested` is committed before WeChat is asked, under a number
 * that every repeat uses again; the others are WeChat's own. Who does not confirm within a day lets
 * it fail, and another may be begun.
 */
export const TRANSFER_STATES = [
  'requested',
  'accepted',
  'processing',
  'awaiting-confirmation',
  'transferring',
  'canceling',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

const ENDED = ['succeeded', 'failed', 'cancelled'] as const;

/** Every legal move; whatever is not listed is refused. News may overtake an answer. */
export const TRANSFER_MOVES: Moves<TransferState> = {
  requested: [
    ...(['accepted', 'processing', 'awaiting-confirmation', 'transferring', 'canceling'] as const),
    ...ENDED,
  ],
  accepted: ['processing', 'awaiting-confirmation', 'transferring', 'canceling', ...ENDED],
  processing: ['awaiting-confirmation', 'transferring', 'canceling', ...ENDED],
  'awaiting-confirmation': ['transferring', 'canceling', ...ENDED],
  transferring: ['succeeded', 'failed'],
  canceling: ENDED,
  succeeded: [],
  failed: [],
  cancelled: [],
};

/** Whether a transfer may go from one state to another. */
export function mayMoveTransfer(from: TransferState, to: TransferState): boolean {
  return TRANSFER_MOVES[from].includes(to);
}

/** Whether nothing more happens to it. */
export function isTransferEnded(state: TransferState): boolean {
  return TRANSFER_MOVES[state].length === 0;
}

/** WeChat transfers no less, in fen. */
export const TRANSFER_FEN_MIN = 10;

/** From so many fen on WeChat compares the name of whoever receives it. */
export const TRANSFER_NAMED_FROM_FEN = 200_000;

/** What a merchant may send at once for one purpose; `maxFen` is null where WeChat set none. */
export interface TransferLimits {
  minFen: Fen;
  maxFen: Fen | null;
  namedFromFen: Fen;
}

/** Whether WeChat transfers so much at once. */
export function isTransferable(amountFen: Fen, { minFen, maxFen }: TransferLimits): boolean {
  return amountFen >= minFen && (maxFen === null || amountFen <= maxFen);
}

/** The same, to whoever is named, or not named. */
export function fitsTransfer(
  { amountFen, payeeName }: { amountFen: Fen; payeeName: string | null },
  limits: TransferLimits,
): boolean {
  const isNamed = amountFen < limits.namedFromFen || Boolean(payeeName);
  return isTransferable(amountFen, limits) && isNamed;
}
