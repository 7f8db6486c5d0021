import type { Moves } from '../moves.js';

/**
 * What an order's offers are: held until it is paid, then used; given back when it closes unpaid
 * or is refunded whole before anything was sent. An order paid late holds them again if it can.
 */
export const USE_STATES = ['held', 'used', 'returned'] as const;
export type UseState = (typeof USE_STATES)[number];

export const USE_MOVES: Moves<UseState> = {
  held: ['used', 'returned'],
  used: ['returned'],
  returned: ['used'],
};
