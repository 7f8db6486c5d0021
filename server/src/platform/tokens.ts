import { hash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A bearer token of 256 random bits, for whoever it is given to; the server keeps its hash. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * What is stored of a token. A plain SHA-256 is enough: 256 random bits cannot be guessed from it,
 * unlike a password.
 */
export function tokenHash(token: string): string {
  return hash('sha256', token);
}

/** The token of an `Authorization` header, or null where it holds none. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer ([\w.~+/=-]{16,256})$/.exec(authorization ?? '')?.[1] ?? null;
}
