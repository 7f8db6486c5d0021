import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OperatorAccess, type OperatorSession } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { SessionCache } from '../platform/session-cache.js';
import { Sweeps } from '../platform/sweeps.js';
import { newToken, tokenHash } from '../platform/tokens.js';
import { afterCommit, inTransaction, type Tx } from '../platform/transaction.js';
import {
  deleteSessionsBefore,
  insertSession,
  operatorHolding,
  revokeSession,
  revokeSessionsOf,
} from './operator-session.store.js';

const SESSION_LIVES_MS = 12 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;
const SWEEP_BATCH = 1_000;

/** Sessions of operators: a working day each, not renewed. */
@Injectable()
export class OperatorSessions extends OperatorAccess {
  private readonly cache: SessionCache<OperatorSession>;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    super();
    this.cache = new SessionCache<OperatorSession>(clock, async (hash) => {
      const holder = await operatorHolding(this.db.manager, hash);
      if (!holder) return null;
      const { expiresAt, ...session } = holder;
      return { session, expiresAt };
    });
    sweeps.every('forget-operator-sessions', SWEEP_EVERY_MS, () => this.forgetEnded());
  }

  override authenticate(token: string): Promise<OperatorSession | null> {
    return this.cache.find(tokenHash(token));
  }

  async open(tx: Tx, operatorId: string): Promise<{ token: string; expiresAt: string }> {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_LIVES_MS);
    const token = newToken();
    const id = newId(createdAt);
    await insertSession(tx, { id, operatorId, tokenHash: tokenHash(token), createdAt, expiresAt });
    return { token, expiresAt: expiresAt.toISOString() };
  }

  async revoke(tx: Tx, sessionId: string): Promise<void> {
    await revokeSession(tx, sessionId, this.clock.now());
    this.changed(tx);
  }

  /** Ends every session of an operator, but the one that asks if it is their own. */
  async revokeAllOf(tx: Tx, operatorId: string, except: string | null = null): Promise<void> {
    await revokeSessionsOf(tx, operatorId, except, this.clock.now());
    this.changed(tx);
  }

  /** Roles or operators have changed: everyone's permissions are read anew. */
  changed(tx: Tx): void {
    afterCommit(tx, () => this.cache.forget(() => true));
  }

  private async forgetEnded(): Promise<boolean> {
    const forget = (tx: Tx) => deleteSessionsBefore(tx, this.clock.now(), SWEEP_BATCH);
    return (await inTransaction(this.db, forget)) === SWEEP_BATCH;
  }
}
