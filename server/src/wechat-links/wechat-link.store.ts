import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

/** A link of WeChat's to a page with its query. */
export interface LinkArguments {
  kind: 'url-link' | 'short-link';
  page: string;
  query: string;
  /** What a short link shows; empty for a URL link. */
  title: string;
}

/** The link that was made for these arguments and is still good at `until`, or null. */
export async function linkGoodUntil(
  db: Pick<EntityManager, 'query'>,
  link: LinkArguments,
  until: Date,
): Promise<string | null> {
  const [found] = await rows<{ url: string }>(
    db,
    'SELECT url FROM wechat_link WHERE digest = ? AND expires_at > ?',
    [digestOf(link), until],
  );
  return found?.url ?? null;
}

/** Keeps a link, in the place of the one that ends. */
export async function putLink(
  tx: Tx,
  link: LinkArguments,
  { url, expiresAt }: { url: string; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO wechat_link (digest, kind, page, url, expires_at) VALUES (?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE url = VALUES(url), expires_at = VALUES(expires_at)`,
    [digestOf(link), link.kind, link.page, url, expiresAt],
  );
}

/** Forgets up to `limit` links that have ended; how many. */
export function deleteEndedLinks(tx: Tx, now: Date, limit: number): Promise<number> {
  return affected(tx, 'DELETE FROM wechat_link WHERE expires_at <= ? LIMIT ?', [now, limit]);
}

function digestOf({ kind, page, query, title }: LinkArguments): string {
  return createHash('sha256').update([kind, page, query, title].join('\n')).digest('hex');
}
