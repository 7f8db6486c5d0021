import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { assert } from '@siyu/shared';

/**
 * Signs names that may be asked for until an instant: whoever was given one may ask, nobody can
 * make one up. The key is derived from the shop's own secret, so every instance agrees on it.
 */
export class ExpiringSignature {
  private readonly key: Buffer | null;

  /** @param purpose what is signed: a signature of one purpose is none of another */
  constructor(secret: string | undefined, purpose: string) {
    // A command-line tool has no secret and signs nothing.
    this.key = secret ? Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)) : null;
  }

  /** The query of an address that is good until `expiresMs`, in milliseconds since 1970. */
  sign(name: string, expiresMs: number): string {
    return `expires=${expiresMs}&signature=${this.signature(name, expiresMs)}`;
  }

  /** Whether a name was signed by us and is still good. */
  isGood(name: string, expiresMs: number, signature: string, now: Date): boolean {
    const expected = Buffer.from(this.signature(name, expiresMs));
    const given = Buffer.from(signature);
    const same = given.length === expected.length && timingSafeEqual(given, expected);
    return same && now.getTime() < expiresMs;
  }

  private signature(name: string, expiresMs: number): string {
    assert(this.key, 'what is private needs the shop’s secret');
    return createHmac('sha256', this.key).update(`${name}\n${expiresMs}`).digest('base64url');
  }
}
