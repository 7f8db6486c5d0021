import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { assert } from '@siyu/shared';

/**
 * Signs names that may be asked for until an instant: whoever was given one may ask, nobody can
 * make one up. The key is derived from the shop's own secret, so every instance agrees on it. While
 * a secret is replaced there are two: the first one signs, both are good.
 */
export class ExpiringSignature {
  private readonly keys: readonly Buffer[];

  /** @param purpose what is signed: a signature of one purpose is none of another */
  constructor(secrets: readonly string[] | undefined, purpose: string) {
    // A command-line tool has no secret and signs nothing.
    this.keys = (secrets ?? []).map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)),
    );
  }

  /** The query of an address that is good until `expiresMs`, in milliseconds since 1970. */
  sign(name: string, expiresMs: number): string {
    const [key] = this.keys;
    assert(key, 'what is private needs the shop’s secret');
    return `expires=${expiresMs}&signature=${signatureBy(key, name, expiresMs)}`;
  }

  /** Whether a name was signed by us and is still good. */
  isGood(name: string, expiresMs: number, signature: string, now: Date): boolean {
    const given = Buffer.from(signature);
    const isOurs = this.keys.some((key) => {
      const expected = Buffer.from(signatureBy(key, name, expiresMs));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    return isOurs && now.getTime() < expiresMs;
  }
}

function signatureBy(key: Buffer, name: string, expiresMs: number): string {
  return createHmac('sha256', key).update(`${name}\n${expiresMs}`).digest('base64url');
}
