import type { Logger } from 'typeorm';
import type { TestShop } from './shop.js';

/** Runs `work` and counts the statements the shop sent meanwhile, transactions' own included. */
export async function statementsOf<T>(
  shop: TestShop,
  work: () => Promise<T>,
): Promise<{ result: T; statements: number }> {
  const usual = shop.db.logger;
  let statements = 0;
  const silent = () => undefined;
  const counting: Logger = {
    logQuery: () => void statements++,
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
