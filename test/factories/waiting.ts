import { setTimeout as pause } from 'node:timers/promises';
import { rows, type Tx } from '../../server/src/platform/transaction.js';
import { until } from './until.js';

/** InnoDB looks anew only for who has not asked for a tenth of a second. */
const LOOK_EVERY_MS = 110;

/** Until a statement that begins so, of this transaction's database, waits for a lock. */
export async function waitsForLock(tx: Tx, beginning: string): Promise<void> {
  const sql = `SELECT 1 FROM information_schema.innodb_trx AS trx
    JOIN information_schema.processlist AS process ON process.id = trx.trx_mysql_thread_id
    WHERE process.db = DATABASE() AND trx.trx_state = 'LOCK WAIT' AND trx.trx_query LIKE ?`;
  await until(`${beginning} waits`, async () => {
    await pause(LOOK_EVERY_MS);
    return (await rows(tx, sql, [`${beginning}%`])).length > 0;
  });
}
