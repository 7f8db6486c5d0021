import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ShopperAccess, type ShopperSession } from '../platform/access.js';
import { Batching } from '../platform/batching.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { SessionCache } from '../platform/session-cache.js';
import { newToken, tokenHash } from '../platform/tokens.js';
import { afterCommit, inTransaction, type Tx } from '../platform/transaction.js';
import {
  addPair,
  hasUsedSuccessor,
  holdersOf,
  lockPair,
  revokePairs,
  revokeSuccessors,
  sessionsBeyond,
  spendPair,
  type LockedPair,
} from './session.store.js';

const SESSION_LIVES_MS = 2 * 3_600_000;
const REFRESH_LIVES_MS = 30 * 86_400_000;
/** How long a client may repeat a refresh whose answer it lost, and finish what is under way. */
const REFRESH_GRACE_MS = 60_000;
/** Devices of one shopper; logging in on one more ends the oldest. */
const SESSIONS_MAX = 20;

const LOOKUPS = { batchMax: 256, waitingMax: 5_000 };

/** A new pair of tokens, known in clear to nobody but its holder. */
export interface TokenPair {
  sessionToken: string;
  refreshToken: string;
  expiresAt: string;
}

interface Known {
  session: ShopperSession;
  expiresAt: Date;
}

type Refreshed =
  { pair: TokenPair; shopperId: string } | 'SESSION_EXPIRED' | 'REFRESH_TOKEN_REUSED';

/**
 * Sessions of shoppers (ADR 0003). A refresh token works once. A repeat within the grace counts as
 * a lost answer as long as the pair it led to has not been refreshed: that pair is revoked and
 * another given. Any other repeat means that two hold the token: the whole session is revoked.
 */
@Injectable()
export class Sessions extends ShopperAccess {
  private readonly cache: SessionCache<ShopperSession>;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {
    super();
    // A crowd that comes at once is looked up together.
    const lookups = new Batching<string, Known | null>((hashes) => this.known(hashes), LOOKUPS);
    this.cache = new SessionCache(clock, (hash) => lookups.join(hash));
  }

  private async known(hashes: readonly string[]): Promise<{ answer: Known | null }[]> {
    const holders = await holdersOf(this.db.manager, hashes);
    const byHash = new Map(
      holders.map(({ sessionHash, expiresAt, ...session }) => [
        sessionHash,
        { session, expiresAt },
      ]),
    );
    return hashes.map((hash) => ({ answer: byHash.get(hash) ?? null }));
  }

  override authenticate(token: string): Promise<ShopperSession | null> {
    return this.cache.find(tokenHash(token));
  }

  /** Opens a session for someone who has just proved who they are. */
  async open(tx: Tx, shopperId: string): Promise<TokenPair> {
    const now = this.clock.now();
    const surplus = await sessionsBeyond(tx, shopperId, SESSIONS_MAX - 1, now);
    await revokePairs(tx, surplus, now);
    if (surplus.length > 0) this.forgetAfter(tx, (session) => surplus.includes(session.sessionId));
    return this.givePair(tx, newId(now), shopperId, null);
  }

  /**
   * A new pair for a refresh token.
   * @throws Refusal SESSION_EXPIRED, REFRESH_TOKEN_REUSED (and the session is revoked)
   */
  async refresh(refreshToken: string): Promise<{ pair: TokenPair; shopperId: string }> {
    const hash = tokenHash(refreshToken);
    const outcome = await inTransaction(this.db, (tx) => this.refreshed(tx, hash));
    // Refused only after the commit: the revocation that a reuse causes must stay.
    if (typeof outcome === 'string') throw new Refusal(outcome);
    return outcome;
  }

  /** Ends a session, on this instance at once and on others within seconds; false when over. */
  async revoke(tx: Tx, sessionId: string): Promise<boolean> {
    const revoked = await revokePairs(tx, [sessionId], this.clock.now());
    this.forgetAfter(tx, (session) => session.sessionId === sessionId);
    return revoked > 0;
  }

  /** Whose tokens are deleted is known here no longer; on other instances within seconds. */
  forgetAll(tx: Tx, shopperId: string): void {
    this.forgetAfter(tx, (session) => session.shopperId === shopperId);
  }

  private async refreshed(tx: Tx, refreshHash: string): Promise<Refreshed> {
    const now = this.clock.now();
    const pair = await lockPair(tx, refreshHash);
    if (!pair) return 'SESSION_EXPIRED';
    if (pair.spentAt || pair.revokedAt) {
      if (!(await this.isLostAnswer(tx, pair, now))) {
        const isLive = await this.revoke(tx, pair.sessionId);
        return isLive ? 'REFRESH_TOKEN_REUSED' : 'SESSION_EXPIRED';
      }
      await revokeSuccessors(tx, pair.id, now);
    }
    if (now >= pair.refreshUntil) return 'SESSION_EXPIRED';
    await spendPair(tx, pair.id, now, new Date(now.getTime() + REFRESH_GRACE_MS));
    this.forgetAfter(tx, (session) => session.sessionId === pair.sessionId);
    const given = await this.givePair(tx, pair.sessionId, pair.shopperId, pair.id);
    return { pair: given, shopperId: pair.shopperId };
  }

  private async isLostAnswer(tx: Tx, pair: LockedPair, now: Date): Promise<boolean> {
    if (pair.revokedAt || !pair.spentAt) return false;
    if (now.getTime() - pair.spentAt.getTime() >= REFRESH_GRACE_MS) return false;
    return !(await hasUsedSuccessor(tx, pair.id));
  }

  private async givePair(
    tx: Tx,
    sessionId: string,
    shopperId: string,
    refreshedFrom: string | null,
  ): Promise<TokenPair> {
    const now = this.clock.now();
    const sessionToken = newToken();
    const refreshToken = newToken();
    const expiresAt = new Date(now.getTime() + SESSION_LIVES_MS);
    await addPair(tx, {
      id: newId(now),
      sessionId,
      shopperId,
      refreshedFrom,
      sessionHash: tokenHash(sessionToken),
      refreshHash: tokenHash(refreshToken),
      createdAt: now,
      expiresAt,
      refreshUntil: new Date(now.getTime() + REFRESH_LIVES_MS),
    });
    return { sessionToken, refreshToken, expiresAt: expiresAt.toISOString() };
  }

  private forgetAfter(tx: Tx, isConcerned: (session: ShopperSession) => boolean): void {
    afterCommit(tx, () => this.cache.forget(isConcerned));
  }
}
