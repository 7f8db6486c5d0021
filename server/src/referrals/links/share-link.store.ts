import type {
  LinkOwner,
  ShareLinkRequest,
  SharePage,
  SharePlacement,
  ShareTarget,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

/** A link as it is kept; one that is withdrawn leads home and counts nothing. */
export interface ShareLinkRow extends ShareLinkRequest {
  code: string;
  owner: LinkOwner;
}

interface Row {
  code: string;
  ownerKind: LinkOwner['kind'];
  ownerId: string;
  page: SharePage;
  targetId: string;
  placement: SharePlacement;
}

const COLUMNS = `code, owner_kind AS ownerKind, owner_id AS ownerId, page, target_id AS targetId,
  placement`;

/** The link of who, what and where; null while there is none. */
export async function linkOf(
  db: Reader,
  owner: LinkOwner,
  { page, targetId, placement }: ShareLinkRequest,
): Promise<ShareLinkRow | null> {
  const found = await rows<Row>(
    db,
    `SELECT ${COLUMNS} FROM share_link
     WHERE owner_kind = ? AND owner_id = ? AND page = ? AND target_id = ? AND placement = ?`,
    [owner.kind, owner.id, page, targetId ?? '', placement],
  );
  return found[0] ? linkIn(found[0]) : null;
}

/** Those of these codes that are not withdrawn. */
export async function liveLinks(db: Reader, codes: readonly string[]): Promise<ShareLinkRow[]> {
  const sql = `SELECT ${COLUMNS} FROM share_link WHERE code IN (?) AND withdrawn_at IS NULL`;
  return (await rows<Row>(db, sql, [codes])).map(linkIn);
}

/** How many links somebody has. */
export async function countLinks(db: Reader, owner: LinkOwner): Promise<number> {
  const sql = 'SELECT COUNT(*) AS count FROM share_link WHERE owner_kind = ? AND owner_id = ?';
  const [found] = await rows<{ count: number }>(db, sql, [owner.kind, owner.id]);
  return Number(found?.count ?? 0);
}

export async function insertLink(tx: Tx, link: ShareLinkRow, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO share_link (code, owner_kind, owner_id, page, target_id, placement, created_at)
     VALUES (?)`,
    [
      [
        ...[link.code, link.owner.kind, link.owner.id, link.page],
        ...[link.targetId ?? '', link.placement, now],
      ],
    ],
  );
}

/** All links of somebody lead home from now on. */
export function withdrawLinks(tx: Tx, owner: LinkOwner, now: Date): Promise<number> {
  return affected(
    tx,
    `UPDATE share_link SET withdrawn_at = ?
     WHERE owner_kind = ? AND owner_id = ? AND withdrawn_at IS NULL`,
    [now, owner.kind, owner.id],
  );
}

/** All links of somebody lead there from now on; home, where `withdrawnAt` says since when. */
export async function redirectLinks(
  tx: Tx,
  owner: LinkOwner,
  { page, targetId, withdrawnAt }: ShareTarget & { withdrawnAt: Date | null },
): Promise<void> {
  await tx.query(
    `UPDATE share_link SET page = ?, target_id = ?, withdrawn_at = ?
     WHERE owner_kind = ? AND owner_id = ?`,
    [page, targetId ?? '', withdrawnAt, owner.kind, owner.id],
  );
}

function linkIn({ ownerKind, ownerId, targetId, ...row }: Row): ShareLinkRow {
  const owner = { kind: ownerKind, id: ownerId };
  return { ...row, owner, targetId: targetId === '' ? null : targetId };
}
