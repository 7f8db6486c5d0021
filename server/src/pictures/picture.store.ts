import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

/** What a picture is for; all but `product` are private to their owner and to operators. */
export type PicturePurpose = 'product' | 'after-sale';

/** What is known of a picture; its bytes lie elsewhere, under its name. */
export interface PictureRow {
  id: string;
  name: string;
  purpose: PicturePurpose;
  ownerShopperId: string | null;
  sourceHash: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** When something began to refer to it; null for an upload nothing uses yet. */
  attachedAt: Date | null;
  createdAt: Date;
}

type Db = Pick<EntityManager, 'query'>;
const COLUMNS = `id, name, purpose, owner_shopper_id AS ownerShopperId, source_hash AS sourceHash,
  width, height, size_bytes AS sizeBytes, attached_at AS attachedAt, created_at AS createdAt`;

/** Adds a picture; one of the same name (the same content) stays as it is. */
export async function insertPicture(tx: Tx, row: PictureRow): Promise<void> {
  await tx.query(
    `INSERT INTO picture (id, name, purpose, owner_shopper_id, source_hash, width, height,
       size_bytes, attached_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE name = name`,
    [
      ...[row.id, row.name, row.purpose, row.ownerShopperId, row.sourceHash, row.width],
      ...[row.height, row.sizeBytes, row.attachedAt, row.createdAt],
    ],
  );
}

/** The public picture once made of these very bytes, if there is one. */
export async function publicPictureOf(db: Db, sourceHash: string): Promise<PictureRow | null> {
  const [found] = await rows<PictureRow>(
    db,
    `SELECT ${COLUMNS} FROM picture WHERE source_hash = ? AND purpose = 'product' LIMIT 1`,
    [sourceHash],
  );
  return found ?? null;
}

export async function pictureNamed(db: Db, name: string): Promise<PictureRow | null> {
  const [found] = await rows<PictureRow>(db, `SELECT ${COLUMNS} FROM picture WHERE name = ?`, [
    name,
  ]);
  return found ?? null;
}

/** Names by id, of those that exist. */
export async function pictureNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    db,
    'SELECT id, name FROM picture WHERE id IN (?)',
    [ids],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Marks a shopper's own unused uploads as used; how many of `ids` that were. */
export function attachPictures(
  tx: Tx,
  ids: readonly string[],
  owner: { ownerShopperId: string; purpose: PicturePurpose },
  now: Date,
): Promise<number> {
  return affected(
    tx,
    `UPDATE picture SET attached_at = ?
     WHERE id IN (?) AND owner_shopper_id = ? AND purpose = ? AND attached_at IS NULL`,
    [now, ids, owner.ownerShopperId, owner.purpose],
  );
}

export async function countUnattached(db: Db, ownerShopperId: string): Promise<number> {
  const [found] = await rows<{ unattached: number }>(
    db,
    `SELECT COUNT(*) AS unattached FROM picture
     WHERE owner_shopper_id = ? AND attached_at IS NULL`,
    [ownerShopperId],
  );
  return found?.unattached ?? 0;
}

/** Uploads that nothing came to use, oldest first. */
export function unattachedBefore(db: Db, before: Date, limit: number): Promise<PictureRow[]> {
  return rows<PictureRow>(
    db,
    `SELECT ${COLUMNS} FROM picture
     WHERE attached_at IS NULL AND created_at < ? ORDER BY created_at LIMIT ${limit}`,
    [before],
  );
}

/** Forgets an upload unless something uses it by now; whether it did. */
export async function deleteUnattached(tx: Tx, id: string): Promise<boolean> {
  return (
    (await affected(tx, 'DELETE FROM picture WHERE id = ? AND attached_at IS NULL', [id])) === 1
  );
}

/** The names of all that a shopper uploaded. */
export async function picturesOwnedBy(db: Db, ownerShopperId: string): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    'SELECT name FROM picture WHERE owner_shopper_id = ?',
    [ownerShopperId],
  );
  return found.map(({ name }) => name);
}
