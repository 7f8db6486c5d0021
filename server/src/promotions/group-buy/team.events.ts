/** A member who has paid, and by which order. */
export interface TeamMember {
  shopperId: string;
  orderId: string;
}
export interface TeamNews {
  teamId: string;
  /** What the team is about to buy together. */
  goods: string;
  members: TeamMember[];
}

declare module '../../platform/outbox.js' {
  interface Events {
    'team.succeeded': TeamNews;
    'team.failed': TeamNews;
    /** Time runs out for a team that still lacks people. */
    'team.expiring': TeamNews & { missing: number };
  }
}
