import type { Logger } from 'typeorm';
import type { TestShop } from './shop.js';

/** Read once a second, whoever asks then: no request's own. */
const ONCE_A_SECOND =
  /FROM campaign\b[^]*LEFT JOIN campaign_tally|FROM membership_rules|FROM paid_plan_version/;

/** Runs `work` and counts the statements the shop sent meanwhile, transactions' own included. */
export async function statementsOf<T>(
  shop: TestShop,
  work: () => Promise<T>,
): Promise<{ result: T; statements: number }> {
  const usual = shop.db.logger;
  let statements = 0;
  const silent = () => undefined;
  const counting: Logger = {
    logQuery: (sql) => void (statements += ONCE_A_SECOND.test(sql) ? 0 : 1),
    logQueryError: silent,
    logQuerySlow: silent,
    logSchemaBuild: silent,
    logMigration: silent,
    log: silent,
  };
  shop.db.logger = counting;
  try {
    const result = await work();
    return { result, statements };
  } finally {
    shop.db.logger = usual;
  }
}
