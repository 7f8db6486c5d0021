import { type Check } from './check.js';

/** What is left of a day keeps it open. */
export const reconciliationChecks: readonly Check[] = [
  {
    name: 'an open difference of reconciliation is of a day that is open',
    sql: `SELECT difference.id, difference.day, bills.state
      FROM reconciliation_difference AS difference
      LEFT JOIN reconciliation_day AS bills ON bills.day = difference.day
      WHERE difference.state = 'open' AND (bills.state IS NULL OR bills.state <> 'open')`,
  },
];
