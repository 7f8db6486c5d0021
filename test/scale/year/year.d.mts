/** The records of a generated year: what a shop would have, and apart from it what was meant. */
export interface GeneratedYear {
  from: number;
  until: number;
  channels: { id: number; kind: string; cost: ChannelCost }[];
  shoppers: Account[];
  shares: {
    code: string;
    sharer: { shopper: number } | { channel: number };
    what: string;
    at: number;
  }[];
  visits: { id: number; installation: string; code: string; at: number }[];
  orders: PaidOrder[];
  labels: Map<number, { pattern: string; inviter: number }>;
}

/** Fen: once, for each who registers, or for each first sale. */
export type ChannelCost = { fixed: number } | { acquisition: number } | { sale: number };

export interface Account {
  id: number;
  openid: string;
  phone: string;
  installation: string;
  registeredAt: number;
}

export interface PaidOrder {
  id: number;
  shopper: number;
  payer: string;
  place: { province: string; city: string; district: string; detail: string };
  receiver: { name: string; phone: string };
  paidFen: number;
  paidAt: number;
  refundedFen: number;
  refundedAt: number | null;
  completedAt: number | null;
}

export function generatedYear(options: { seed: number; shoppers: number }): GeneratedYear;
