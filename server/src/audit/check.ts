import type { EntityManager } from 'typeorm';

/** What breaks a check, ids first. */
export type BrokenRow = Record<string, unknown>;

/** One thing that must always hold. `sql` answers with the rows that break it, ids first. */
export interface SqlCheck {
  name: string;
  sql: string;
  /** Values for the `?` of the statement, given the time of the audit. */
  parameters?: (now: Date) => readonly unknown[];
}

/** One that a rule of `shared` decides, which no statement can: read in batches. */
export interface RuleCheck {
  name: string;
  find: (db: Pick<EntityManager, 'query'>, now: Date) => Promise<BrokenRow[]>;
}

export type Check = SqlCheck | RuleCheck;

/** How long after its deadline something may still be on its way before it counts as stuck. */
export const GRACE_MS = 15 * 60_000;

/** The instant before which a deadline should have been met by now. */
export function overdueSince(now: Date): Date {
  return new Date(now.getTime() - GRACE_MS);
}
