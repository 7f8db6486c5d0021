import type { EntityManager } from 'typeorm';
import type { PersonalTable } from './personal-data.js';
import { rows, type Tx } from './transaction.js';

type Reader = Pick<EntityManager, 'query'>;
type Rows = { table: string; whose: string | undefined };

/** More than anybody has of anything; a file holds as many of a table. */
const ROWS_MAX = 20_000;

/** A shopper's rows of a table, named as the API names things. */
export async function rowsOf(
  db: Reader,
  { table, whose, withheld = [] }: PersonalTable,
  shopperId: string,
): Promise<Record<string, unknown>[]> {
  const sql = `SELECT * FROM ${table} WHERE ${whereOf(whose)} LIMIT ${ROWS_MAX}`;
  const found = await rows<Record<string, unknown>>(db, sql, [shopperId]);
  return found.map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => !withheld.includes(column))
        .map(([column, value]) => [
          column.replace(/_(\w)/g, (_, to: string) => to.toUpperCase()),
          value,
        ]),
    ),
  );
}

export async function deleteRows(tx: Tx, { table, whose }: Rows, shopperId: string): Promise<void> {
  await tx.query(`DELETE FROM ${table} WHERE ${whereOf(whose)}`, [shopperId]);
}

export async function blankRows(
  tx: Tx,
  { table, whose }: Rows,
  set: string,
  shopperId: string,
): Promise<void> {
  await tx.query(`UPDATE ${table} SET ${set} WHERE ${whereOf(whose)}`, [shopperId]);
}

function whereOf(whose = 'shopper_id = ?'): string {
  return whose;
}
