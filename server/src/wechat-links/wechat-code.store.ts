import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

/** What a mini-program code is asked for by: the same always gives the same code. */
export interface CodeArguments {
  /** A page of the mini-program, without a slash before it and without a query. */
  page: string;
  scene: string;
  widthPx: number;
  /** `develop`, `trial` or `release`: the build it opens. */
  build: string;
}

/** The picture of a code that was made before, or null. */
export async function pictureOfCode(
  db: Pick<EntityManager, 'query'>,
  { page, scene, widthPx, build }: CodeArguments,
): Promise<string | null> {
  const [found] = await rows<{ picture: string }>(
    db,
    'SELECT picture FROM wechat_code WHERE scene = ? AND page = ? AND width_px = ? AND build = ?',
    [scene, page, widthPx, build],
  );
  return found?.picture ?? null;
}

/** Keeps the picture of a code; where another instance was quicker, its picture stays. */
export async function insertCode(
  tx: Tx,
  { page, scene, widthPx, build }: CodeArguments,
  picture: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO wechat_code (scene, page, width_px, build, picture, created_at)
     VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE picture = picture`,
    [scene, page, widthPx, build, picture, now],
  );
}
