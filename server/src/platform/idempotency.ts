import { hash as digestOf } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { IDEMPOTENCY_HEADER, idempotencyKeySchema } from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { headerParameter } from './header-parameter.js';
import { Refusal } from './refusal.js';
import { affected, isDuplicate, rows, type Tx } from './transaction.js';

/** One write of a shopper that may arrive more than once. */
export interface KeyedWrite {
  ownerId: string;
  key: string;
  /** What is done and with which input: the same key with another is refused. */
  route: string;
  body: unknown;
}

/** The request's `Idempotency-Key`; IDEMPOTENCY_KEY_REQUIRED when missing or malformed. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const parsed = idempotencyKeySchema.safeParse(request.headers[IDEMPOTENCY_HEADER]);
    if (!parsed.success) throw new Refusal('IDEMPOTENCY_KEY_REQUIRED');
    return parsed.data;
  },
  [
    headerParameter({
      name: 'Idempotency-Key',
      required: true,
      schema: idempotencyKeySchema,
      description: 'new for each write, the same when it is repeated: it counts once',
      refusals: ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_KEY_REUSED'],
    }),
  ],
);

/**
 * Runs `work` once per key and gives every repeat the first answer, in the transaction of the
 * effect itself: a crash leaves both or neither.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED for the same key with another input
 */
export async function once<T>(
  tx: Tx,
  write: KeyedWrite,
  now: Date,
  work: () => Promise<T>,
): Promise<T> {
  const hash = inputHash(write.route, write.body);
  try {
    await tx.query(
      `INSERT INTO idempotency_key (owner_id, idempotency_key, input_hash, created_at)
       VALUES (?, ?, ?, ?)`,
      [write.ownerId, write.key, hash, now],
    );
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return firstAnswer<T>(tx, write, hash);
  }
  const answer = await work();
  await tx.query(
    'UPDATE idempotency_key SET answer = ? WHERE owner_id = ? AND idempotency_key = ?',
    [JSON.stringify(answer ?? null), write.ownerId, write.key],
  );
  return answer;
}

/** Whether this write has been done: what would be done in vain for a repeat need not be. */
export async function isKnownKey(
  db: Pick<EntityManager, 'query'>,
  ownerId: string,
  key: string,
): Promise<boolean> {
  const sql = 'SELECT 1 FROM idempotency_key WHERE owner_id = ? AND idempotency_key = ?';
  return (await rows(db, sql, [ownerId, key])).length > 0;
}

/**
 * Read under a lock: a transaction's snapshot may be older than the first write. As text, because
 * drivers parse a JSON column on some servers and not on others.
 */
async function firstAnswer<T>(tx: Tx, write: KeyedWrite, hash: string): Promise<T> {
  const [first] = await rows<{ input_hash: string; answer: string }>(
    tx,
    `SELECT input_hash, CAST(answer AS CHAR) AS answer FROM idempotency_key
     WHERE owner_id = ? AND idempotency_key = ? LOCK IN SHARE MODE`,
    [write.ownerId, write.key],
  );
  if (!first || first.input_hash !== hash) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
  return JSON.parse(first.answer) as T;
}

/** Forgets up to `limit` keys of writes done before; how many. */
export function deleteKeysBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  const sql = 'DELETE FROM idempotency_key WHERE created_at < ? LIMIT ?';
  return affected(tx, sql, [before, limit]);
}

/** A fingerprint of what was asked: the same request gives the same, another gives another. */
export function inputHash(route: string, body: unknown): string {
  return digestOf('sha256', route + JSON.stringify(body));
}
