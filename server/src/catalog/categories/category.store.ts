import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

export interface CategoryRow {
  id: string;
  version: number;
  name: string;
  /** Empty at the root. */
  parentId: string;
  position: number;
  pictureName: string | null;
}

const SELECT = `SELECT id, version, name, parent_id AS parentId, position,
  picture_name AS pictureName FROM category ORDER BY position, id`;

export function allCategories(db: Pick<EntityManager, 'query'>): Promise<CategoryRow[]> {
  return rows<CategoryRow>(db, SELECT);
}

/** All of them, until the transaction ends. */
export function lockedCategories(tx: Tx): Promise<CategoryRow[]> {
  return rows<CategoryRow>(tx, `${SELECT} FOR UPDATE`);
}

export async function insertCategory(tx: Tx, row: CategoryRow, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO category (id, version, name, parent_id, position, picture_name, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [row.id, row.version, row.name, row.parentId, row.position, row.pictureName, now],
  );
}

export async function updateCategory(tx: Tx, row: CategoryRow): Promise<void> {
  await tx.query(
    `UPDATE category SET version = ?, name = ?, parent_id = ?, position = ?, picture_name = ?
     WHERE id = ?`,
    [row.version, row.name, row.parentId, row.position, row.pictureName, row.id],
  );
}

export async function deleteCategory(tx: Tx, id: string): Promise<void> {
  await tx.query('DELETE FROM category WHERE id = ?', [id]);
}

/** Whether no category and no product hangs on it. */
export async function isEmptyCategory(tx: Tx, id: string): Promise<boolean> {
  const found = await rows(
    tx,
    `SELECT 1 FROM category WHERE parent_id = ?
     UNION ALL SELECT 1 FROM product WHERE category_id = ? LIMIT 1`,
    [id, id],
  );
  return found.length === 0;
}
