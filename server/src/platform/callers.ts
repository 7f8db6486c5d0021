import { Injectable } from '@nestjs/common';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { bearerOf, tokenHash } from './tokens.js';

/** Sessions this process tells apart, and callers whose requests it counts. */
export const CALLERS_MAX = 50_000;

/**
 * Whom a request counts for. Only a token that the guard has found someone behind stands for a
 * session; any other, made up anew for each request perhaps, counts for its address, as does the
 * first request of a session. Nothing is looked up: a limit must cost less than what it limits,
 * and hold while the database is away.
 */
@Injectable()
export class Callers {
  private readonly sessions = new LRUCache<string, string>({ max: CALLERS_MAX });

  /** The guard has found whose token this is. */
  recognize(token: string, sessionId: string): void {
    this.sessions.set(tokenHash(token), sessionId);
  }

  /** The key of a caller's count. */
  keyOf(request: FastifyRequest): string {
    const token = bearerOf(request.headers.authorization);
    const sessionId = token === null ? undefined : this.sessions.get(tokenHash(token));
    return sessionId ?? addressOf(request);
  }
}

/** The network a request comes from: a home has more IPv6 addresses than a limit could count. */
export function addressOf(request: FastifyRequest): string {
  return normalizeIP(request.ip);
}
