import { randomBytes } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { WeixinError } from '../errors.js';
import { RateWindow } from '../rate-window.js';
import type { World } from '../world.js';
import { jsonBody, refuseStranger, text } from './request.js';

export interface AccessToken {
  readonly token: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  readonly isForced: boolean;
}

const LIFE_MS = 7_200_000;
/** The old token stays valid this long beside a new one. */
const OVERLAP_MS = 300_000;
const FORCED_APART_MS = 30_000;
const FORCED_PER_DAY = 20;
const CALLS_PER_MINUTE = 10_000;
const CALLS_PER_DAY = 500_000;
const DAY_MS = 86_400_000;

/** `POST /cgi-bin/stable_token`. */
export function stableTokenRoute(app: FastifyInstance, world: World): void {
  const perMinute = new RateWindow(CALLS_PER_MINUTE, 60_000);
  const perDay = new RateWindow(CALLS_PER_DAY, DAY_MS);
  app.post('/cgi-bin/stable_token', (request) => {
    const body = jsonBody(request);
    const nowMs = world.clock.nowMs();
    if (!perMinute.admits('', nowMs)) throw new WeixinError(45011, 'api minute-quota reach limit');
    if (!perDay.admits('', nowMs)) throw new WeixinError(45009, 'reach max api daily quota limit');
    refuseStranger(world, text(body, 'appid'), text(body, 'secret'));
    if (body['grant_type'] !== 'client_credential') {
      throw new WeixinError(40002, 'invalid grant_type');
    }
    const token = stableToken(world, body['force_refresh'] === true);
    const expiresInMs = token.expiresAtMs - nowMs;
    return { access_token: token.token, expires_in: Math.floor(expiresInMs / 1000) };
  });
}

/** Throws unless the request carries a token that is valid now. */
export function requireToken(world: World, token: string | undefined): void {
  if (token === undefined || token === '') throw new WeixinError(41001, 'access_token missing');
  const known = world.tables.tokens.get(token);
  if (known === undefined) {
    const isWellFormed = /^[\w-]{40,512}$/.test(token);
    if (!isWellFormed) throw new WeixinError(40014, 'invalid access_token');
    throw new WeixinError(40001, 'invalid credential, access_token is invalid or not latest');
  }
  if (world.clock.nowMs() >= known.expiresAtMs) {
    throw new WeixinError(42001, 'access_token expired');
  }
}

function stableToken(world: World, isForced: boolean): AccessToken {
  const nowMs = world.clock.nowMs();
  const current = latest(world);
  const isFresh = current !== undefined && nowMs < current.expiresAtMs - OVERLAP_MS;
  if (isFresh && !isForced) return current;
  if (isForced) refuseHastyForce(world, nowMs);
  if (current !== undefined) expireSoon(world, current, nowMs);
  const token = randomBytes(51).toString('base64url');
  const expiresAtMs = nowMs + LIFE_MS;
  return world.tables.tokens.put(token, { token, issuedAtMs: nowMs, expiresAtMs, isForced });
}

function latest(world: World): AccessToken | undefined {
  return world.tables.tokens.values().at(-1);
}

function refuseHastyForce(world: World, nowMs: number): void {
  const forced = world.tables.tokens.values().filter((token) => token.isForced);
  const lastAtMs = forced.at(-1)?.issuedAtMs ?? -Infinity;
  if (nowMs - lastAtMs < FORCED_APART_MS) {
    throw new WeixinError(45011, 'api minute-quota reach limit  mustslower  retry next minute');
  }
  const today = forced.filter((token) => nowMs - token.issuedAtMs < DAY_MS);
  if (today.length >= FORCED_PER_DAY) {
    throw new WeixinError(45009, 'reach max api daily quota limit');
  }
}

function expireSoon(world: World, token: AccessToken, nowMs: number): void {
  const expiresAtMs = Math.min(token.expiresAtMs, nowMs + OVERLAP_MS);
  world.tables.tokens.put(token.token, { ...token, expiresAtMs });
}
