import type { Moves } from '../moves.js';

/**
 * What one promoter has of one order. `estimated` until the time for after-sales is over, then
 * `settled`; `frozen` while it is in question, or because its owner is gone (case 53); `void` once
 * nothing of it is left.
 */
export const COMMISSION_STATES = ['estimated', 'frozen', 'settled', 'void'] as const;
export type CommissionState = (typeof COMMISSION_STATES)[number];

/** Every legal move. A share that is released waits to be settled once more. */
export const COMMISSION_MOVES: Moves<CommissionState> = {
  estimated: ['settled', 'frozen', 'void'],
  frozen: ['estimated', 'void'],
  settled: ['frozen', 'void'],
  void: [],
};

/** The account of its owner that a share lies in; none once it is void. */
export const ACCOUNT_OF_COMMISSION = {
  estimated: 'commission.estimated',
  frozen: 'commission.frozen',
  settled: 'commission.settled',
} as const;

/** What happened to a commission: the words of its entries. */
export const COMMISSION_ENTRY_KINDS = [
  'commission-estimated',
  'commission-reduced',
  'commission-settled',
  'commission-clawed-back',
  'commission-frozen',
  'commission-released',
  'withdrawal-asked',
  'withdrawal-paid',
  'withdrawal-returned',
] as const;
export type CommissionEntryKind = (typeof COMMISSION_ENTRY_KINDS)[number];
