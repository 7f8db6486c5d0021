import type { ChannelCode } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

export interface CodeBatchRow {
  id: string;
  widthPx: number;
  withLinks: 0 | 1;
  createdAt: Date;
  expiresAt: Date;
  codes: number;
  made: number;
  failed: number;
}

/** A code of a batch, with the channel as it was when the batch was asked for. */
export interface ChannelCodeRow {
  batchId: string;
  position: number;
  channelId: string;
  name: string;
  ownerName: string;
  fileName: string;
  /** The page it opens, as `sharedPath` gives it. */
  path: string;
  scene: string;
  state: ChannelCode['state'];
  /** The name of its picture once it is made. */
  picture: string | null;
  link: string | null;
  refusal: string | null;
  /** WeChat's own number of why not. */
  errcode: number | null;
}

export async function insertBatch(
  tx: Tx,
  batch: Pick<CodeBatchRow, 'id' | 'widthPx' | 'createdAt' | 'expiresAt'> & { withLinks: boolean },
): Promise<void> {
  await tx.query(
    `INSERT INTO channel_code_batch (id, width_px, with_links, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?)`,
    [batch.id, batch.widthPx, batch.withLinks, batch.createdAt, batch.expiresAt],
  );
}

export async function insertCodes(
  tx: Tx,
  codes: readonly Omit<ChannelCodeRow, 'state' | 'picture' | 'link' | 'refusal' | 'errcode'>[],
): Promise<void> {
  await tx.query(
    `INSERT INTO channel_code (batch_id, position, channel_id, name, owner_name, file_name, path,
       scene) VALUES ?`,
    [
      codes.map((code) => [
        ...[code.batchId, code.position, code.channelId, code.name, code.ownerName],
        ...[code.fileName, code.path, code.scene],
      ]),
    ],
  );
}

/** Batches that have not ended and fit, newest first. */
export function batchesWhere(
  db: Db,
  { now, conditions, limit }: { now: Date; conditions: readonly Condition[]; limit: number },
): Promise<CodeBatchRow[]> {
  const { clause, parameters } = where([['expires_at > ?', now], ...conditions]);
  const counted = (state: string) =>
    `(SELECT COUNT(*) FROM channel_code WHERE batch_id = batch.id AND state = '${state}')`;
  return rows<CodeBatchRow>(
    db,
    `SELECT id, width_px AS widthPx, with_links AS withLinks, created_at AS createdAt,
       expires_at AS expiresAt,
       (SELECT COUNT(*) FROM channel_code WHERE batch_id = batch.id) AS codes,
       ${counted('made')} AS made, ${counted('failed')} AS failed
     FROM channel_code_batch AS batch ${clause} ORDER BY id DESC LIMIT ?`,
    [...parameters, limit],
  );
}

/** Codes of a batch in their order, from behind `after` on. */
export function codesOf(
  db: Db,
  batchId: string,
  page: { after: number | undefined; state?: ChannelCode['state'] | undefined; limit: number },
): Promise<ChannelCodeRow[]> {
  const { clause, parameters } = where([
    ['batch_id = ?', batchId],
    ['state = ?', page.state],
    ['position > ?', page.after],
  ]);
  return rows<ChannelCodeRow>(
    db,
    `SELECT batch_id AS batchId, position, channel_id AS channelId, name, owner_name AS ownerName,
       file_name AS fileName, path, scene, state, picture, link, refusal, errcode
     FROM channel_code ${clause} ORDER BY position LIMIT ?`,
    [...parameters, page.limit],
  );
}

/** What came of a code that waits; nothing where another worker was quicker. */
export async function endCode(
  tx: Tx,
  { batchId, position }: Pick<ChannelCodeRow, 'batchId' | 'position'>,
  end: Partial<Pick<ChannelCodeRow, 'picture' | 'link' | 'refusal' | 'errcode'>>,
): Promise<void> {
  const { picture = null, link = null, refusal = null, errcode = null } = end;
  await tx.query(
    `UPDATE channel_code SET state = ?, picture = ?, link = ?, refusal = ?, errcode = ?
     WHERE batch_id = ? AND position = ? AND state = 'waiting'`,
    [picture === null ? 'failed' : 'made', picture, link, refusal, errcode, batchId, position],
  );
}

/** Whatever waits of a batch cannot be made. */
export async function failWaiting(tx: Tx, batchId: string, refusal: string): Promise<void> {
  await tx.query(
    `UPDATE channel_code SET state = 'failed', refusal = ?
     WHERE batch_id = ? AND state = 'waiting'`,
    [refusal, batchId],
  );
}

/** Whatever failed of a batch waits again; how much. */
export function retryFailed(tx: Tx, batchId: string): Promise<number> {
  return affected(
    tx,
    `UPDATE channel_code SET state = 'waiting', refusal = NULL, errcode = NULL
     WHERE batch_id = ? AND state = 'failed'`,
    [batchId],
  );
}

/** Forgets up to `limit` batches that have ended; how many. */
export async function deleteEndedBatches(tx: Tx, now: Date, limit: number): Promise<number> {
  const ended = await rows<{ id: string }>(
    tx,
    'SELECT id FROM channel_code_batch WHERE expires_at <= ? ORDER BY id LIMIT ? FOR UPDATE',
    [now, limit],
  );
  const ids = ended.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.query('DELETE FROM channel_code WHERE batch_id IN (?)', [ids]);
  await tx.query('DELETE FROM channel_code_batch WHERE id IN (?)', [ids]);
  return ids.length;
}
