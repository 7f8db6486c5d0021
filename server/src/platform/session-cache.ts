import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.js';

const ENTRIES_MAX = 50_000;
/** How long another instance may still believe a revoked session (ADR 0003). */
const SESSION_FRESH_MS = 5_000;

/** A session as the database knows it; `expiresAt` holds however long it is cached. */
interface Known<S> {
  session: S;
  expiresAt: Date;
}

/**
 * Remembers who holds a token for a few seconds, so that authentication costs no statement on a
 * hot path. Unknown tokens are not remembered: guessing must not push real sessions out.
 */
export class SessionCache<S extends object> {
  private readonly known: LRUCache<string, Known<S>>;
  private revocations = 0;

  constructor(
    private readonly clock: Clock,
    private readonly load: (hash: string) => Promise<Known<S> | null>,
  ) {
    this.known = new LRUCache({
      max: ENTRIES_MAX,
      ttl: SESSION_FRESH_MS,
      ttlResolution: 0,
      perf: { now: () => clock.now().getTime() },
    });
  }

  /** The session behind a token's hash, or null when there is none that is valid now. */
  async find(hash: string): Promise<S | null> {
    const found = this.known.get(hash) ?? (await this.read(hash));
    return found && this.clock.now() < found.expiresAt ? found.session : null;
  }

  /** Forgets sessions that have just been revoked or changed; call it after the commit. */
  forget(isConcerned: (session: S) => boolean): void {
    this.revocations += 1;
    for (const [hash, { session }] of this.known.entries()) {
      if (isConcerned(session)) this.known.delete(hash);
    }
  }

  /** What was read before a revocation committed is used once, but never remembered. */
  private async read(hash: string): Promise<Known<S> | null> {
    const revocationsBefore = this.revocations;
    const found = await this.load(hash);
    if (found && this.revocations === revocationsBefore) this.known.set(hash, found);
    return found;
  }
}
