import type { DeletionPreview, DeletionRequest, LatestExport } from '@siyu/shared';
import { rows } from '../../server/src/platform/transaction.js';
import type { Client } from './http.js';
import type { TestShop } from './shop.js';

/** A file of everything, as its address gives it. */
export interface PersonalFile {
  shopperId: string;
  everything: Record<string, Record<string, unknown>[]>;
}

/** Whatever is kept of a shopper, asked for and downloaded as they would. */
export async function exportedBy(shop: TestShop, shopper: Client): Promise<PersonalFile> {
  await shopper.post('/shop/me/export');
  await shop.settle();
  const { latest } = await shopper.get<LatestExport>('/shop/me/export');
  const answer = await fetch(shop.url + latest!.url!);
  return (await answer.json()) as PersonalFile;
}

export function deletionOf(shopper: Client): Promise<DeletionPreview> {
  return shopper.get<DeletionPreview>('/shop/me/deletion');
}

/** Deletes an account, whatever its owner is shown to give up by it. */
export async function deleted(shop: TestShop, shopper: Client): Promise<void> {
  const { givenUp } = await deletionOf(shopper);
  await shopper.post('/shop/me/deletion', { givenUp } satisfies DeletionRequest);
  await shop.settle();
}

/** Every text of the database that holds these words, as `table.column`. */
export async function placesOf(shop: TestShop, words: string): Promise<string[]> {
  const columns = await rows<{ table: string; column: string }>(
    shop.db.manager,
    `SELECT table_name AS \`table\`, column_name AS \`column\` FROM information_schema.columns
     WHERE table_schema = ? AND data_type IN ('char', 'varchar', 'text', 'longtext', 'json')`,
    [shop.database],
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const sql = `SELECT 1 FROM \`${table}\` WHERE CONVERT(\`${column}\` USING utf8mb4) LIKE ? LIMIT 1`;
    if ((await rows(shop.db.manager, sql, [`%${words}%`])).length > 0)
      found.push(`${table}.${column}`);
  }
  return found;
}
