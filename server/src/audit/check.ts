/** One thing that must always hold. `sql` answers with the rows that break it, ids first. */
export interface Check {
  name: string;
  sql: string;
  /** Values for the `?` of the statement, given the time of the audit. */
  parameters?: (now: Date) => readonly unknown[];
}

/** How long after its deadline something may still be on its way before it counts as stuck. */
export const GRACE_MS = 15 * 60_000;

/** The instant before which a deadline should have been met by now. */
export function overdueSince(now: Date): Date {
  return new Date(now.getTime() - GRACE_MS);
}
