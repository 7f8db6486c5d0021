/** A member came to another tier. */
export interface TierChange {
  shopperId: string;
  from: string;
  to: string;
  /** As members know it. */
  toName: string;
  isLower: boolean;
  /** ISO 8601. */
  at: string;
}

/** A member would come to a lower tier if nothing is earned until the period ends. */
export interface TierNotice {
  shopperId: string;
  /** Names as members know them. */
  tierName: string;
  toName: string;
  /** ISO 8601. */
  until: string;
  /** Growth with which the tier is kept. */
  missingGrowth: number;
}

declare module '../../platform/outbox.js' {
  interface Events {
    'member.tier-changed': { changes: TierChange[] };
    'member.tier-notice': { notices: TierNotice[] };
  }
}
