import type { Fen } from '../money.js';

/** Where codes of the shop are put, and who brings people there. */
export const CHANNEL_KINDS = [
  'parcel-card',
  'shop',
  'staff',
  'kol',
  'sms',
  'advertisement',
  'other',
] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** The codes of a closed one lead to the front page and count nothing. */
export const CHANNEL_STATES = ['open', 'closed'] as const;
export type ChannelState = (typeof CHANNEL_STATES)[number];

/** Whose orders a cost is owed for: each customer’s first, or all of them. */
export const SALES_PAID_FOR = ['first', 'all'] as const;
export type SalesPaidFor = (typeof SALES_PAID_FOR)[number];

/** What a channel costs. */
export type ChannelCost =
  | { kind: 'none' }
  /** One sum for the Beijing days from the first to the last, both among them. */
  | { kind: 'fixed'; fen: Fen; fromDay: string; untilDay: string }
  /** CPA: for each who registers by it. */
  | { kind: 'acquisition'; fen: Fen }
  /** CPS: for each order of which something is left unrefunded. */
  | { kind: 'sale'; fen: Fen; orders: SalesPaidFor }
  /** CPS: of what orders brought net. */
  | { kind: 'sale-share'; bps: number; orders: SalesPaidFor };

/** A cost with the Beijing day since which it is in force, until the next one is. */
export interface CostVersion {
  fromDay: string;
  cost: ChannelCost;
}
