import { randomBytes } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { WeixinError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { RateWindow } from '../rate-window.js';
import type { World } from '../world.js';
import { isPage } from './mini-code.js';
import { jsonBody, text } from './request.js';

/** A link that opens the mini-program from outside WeChat, or from a chat. */
export interface Link {
  readonly url: string;
  /** A page with its query, if any. */
  readonly target: string;
  /** Null for one that is good for ever. */
  readonly expiresAtMs: number | null;
}

const DAY_MS = 86_400_000;
const LIFE_DAYS_MAX = 30;
const CALLS_PER_DAY = 500_000;
const PERMANENT_MAX = 100_000;
const QUERY_MAX = 1_024;
const TITLE_MAX = 20;

/** `POST /wxa/generate_urllink` and `POST /wxa/genwxashortlink`. */
export function linkRoutes(app: FastifyInstance, world: World): void {
  const perDay = new RateWindow(CALLS_PER_DAY, DAY_MS);
  const count = () => {
    if (perDay.admits('', world.clock.nowMs())) return;
    throw new WeixinError(45009, 'reach max api daily quota limit');
  };
  app.post('/wxa/generate_urllink', (request) => {
    count();
    const body = jsonBody(request);
    const path = text(body, 'path') ?? '';
    const query = text(body, 'query') ?? '';
    if (path !== '' && !isPage(path.replace(/^\//, ''))) {
      throw new WeixinError(40165, 'invalid weapp pagepath');
    }
    if (query.length > QUERY_MAX) throw new WeixinError(40212, 'invalid query');
    const target = query === '' ? path : `${path}?${query}`;
    const { url } = kept(world, 'https://wxaurl.cn/', target, expiryOf(world, body));
    return { errcode: 0, errmsg: 'ok', url_link: url };
  });
  app.post('/wxa/genwxashortlink', (request) => {
    count();
    const body = jsonBody(request);
    const target = text(body, 'page_url') ?? '';
    const title = text(body, 'page_title') ?? '';
    if (target.length > QUERY_MAX || !isPage(target.split('?')[0] ?? '')) {
      throw new WeixinError(40225, 'invalid page path');
    }
    if ([...title].length > TITLE_MAX) throw new WeixinError(40066, 'invalid title');
    const link = kept(world, `#小程序://沙盒/${title}/`, target, shortLinkExpiry(world, body));
    return { errcode: 0, errmsg: 'ok', link: link.url };
  });
}

function kept(world: World, begin: string, target: string, expiresAtMs: number | null): Link {
  const url = `${begin}${randomBytes(8).toString('base64url')}`;
  return world.tables.links.put(url, { url, target, expiresAtMs });
}

function expiryOf(world: World, body: JsonObject): number {
  const nowMs = world.clock.nowMs();
  const { expire_type = 0, expire_time, expire_interval } = body;
  const expiresAtMs =
    expire_type === 1 ? nowMs + Number(expire_interval) * DAY_MS : Number(expire_time) * 1_000;
  const isGood = expiresAtMs > nowMs && expiresAtMs <= nowMs + LIFE_DAYS_MAX * DAY_MS;
  if (!isGood) throw new WeixinError(85400, 'expire time must be within 30 days');
  return expiresAtMs;
}

function shortLinkExpiry(world: World, body: JsonObject): number | null {
  if (body['is_permanent'] !== true) return world.clock.nowMs() + LIFE_DAYS_MAX * DAY_MS;
  const permanent = world.tables.links.values().filter((link) => link.expiresAtMs === null);
  if (permanent.length < PERMANENT_MAX) return null;
  throw new WeixinError(85400, 'permanent short links are used up');
}
