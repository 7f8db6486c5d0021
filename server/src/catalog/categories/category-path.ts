import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/new-id.js';
import { rows, type Tx } from '../../platform/transaction.js';

/** The category at the end of a path of names from the root; null where there is none. */
export async function findPath(
  db: Pick<EntityManager, 'query'>,
  path: readonly string[],
): Promise<string | null> {
  let parentId: string | null = null;
  for (const name of path) {
    parentId = await childOf(db, parentId, name);
    if (parentId === null) return null;
  }
  return parentId;
}

/** A category that a path lacked. */
export interface AddedCategory {
  id: string;
  name: string;
  parentId: string | null;
}

/** As `findPath`, adding what is missing at the end of its siblings; no id for an empty path. */
export async function ensurePath(
  tx: Tx,
  path: readonly string[],
  now: Date,
): Promise<{ id: string | null; added: AddedCategory[] }> {
  const added: AddedCategory[] = [];
  let parentId: string | null = null;
  for (const name of path) {
    let id: string | null = await childOf(tx, parentId, name);
    if (id === null) {
      id = await addChild(tx, parentId, name, now);
      added.push({ id, name, parentId });
    }
    parentId = id;
  }
  return { id: parentId, added };
}

async function childOf(
  db: Pick<EntityManager, 'query'>,
  parentId: string | null,
  name: string,
): Promise<string | null> {
  const [found] = await rows<{ id: string }>(
    db,
    'SELECT id FROM category WHERE parent_id = ? AND name = ?',
    [parentId ?? '', name],
  );
  return found?.id ?? null;
}

async function addChild(tx: Tx, parentId: string | null, name: string, now: Date): Promise<string> {
  const id = newId(now);
  await tx.query(
    `INSERT INTO category (id, parent_id, name, created_at, position)
     SELECT ?, ?, ?, ?, COALESCE(MAX(position), 0) + 1 FROM category WHERE parent_id = ?`,
    [id, parentId ?? '', name, now, parentId ?? ''],
  );
  return id;
}
