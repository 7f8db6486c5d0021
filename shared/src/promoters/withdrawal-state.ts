import type { Moves } from '../moves.js';

/**
 * Where a withdrawal goes: into the wallet, to the promoter's own WeChat by a merchant transfer that
 * they confirm there, or by an operator who records the payment.
 */
export const WITHDRAWAL_CHANNELS = ['balance', 'transfer', 'offline'] as const;
export type WithdrawalChannel = (typeof WITHDRAWAL_CHANNELS)[number];

/**
 * The life of a withdrawal: `asked` waits for an operator's approval, `to-pay` for the payment,
 * `sending` for the promoter to confirm a transfer, or to have another begun for one that failed;
 * `paid` and `returned` are its ends. What is returned is the promoter's again.
 */
export const WITHDRAWAL_STATES = ['asked', 'to-pay', 'sending', 'paid', 'returned'] as const;
export type WithdrawalState = (typeof WITHDRAWAL_STATES)[number];

/** Every legal move. */
export const WITHDRAWAL_MOVES: Moves<WithdrawalState> = {
  asked: ['to-pay', 'sending', 'paid', 'returned'],
  'to-pay': ['paid', 'returned'],
  sending: ['paid', 'returned'],
  paid: [],
  returned: [],
};

/** Whether a withdrawal may go from one state to another. */
export function mayMoveWithdrawal(from: WithdrawalState, to: WithdrawalState): boolean {
  return WITHDRAWAL_MOVES[from].includes(to);
}
