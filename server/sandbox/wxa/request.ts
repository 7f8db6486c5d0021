import type { FastifyRequest } from 'fastify';

import { WeixinError } from '../errors.js';
import { jsonObject, type JsonObject } from '../json.js';
import type { World } from '../world.js';

/** The JSON object of the body; a form, or nothing, is 47001 as at WeChat. */
export function jsonBody(request: FastifyRequest): JsonObject {
  const body = jsonObject(request.body);
  if (body === null) throw new WeixinError(47001, 'data format error');
  return body;
}

export function query(request: FastifyRequest): Readonly<Record<string, string | undefined>> {
  return request.query as Record<string, string | undefined>;
}

/** A field as text; anything else is as good as absent. */
export function text(body: JsonObject, field: string): string | undefined {
  const value = body[field];
  return typeof value === 'string' ? value : undefined;
}

/** Throws unless both are this app's. */
export function refuseStranger(
  world: World,
  appId: string | undefined,
  secret: string | undefined,
): void {
  if (!appId) throw new WeixinError(41002, 'appid missing');
  if (!secret) throw new WeixinError(41004, 'appsecret missing');
  if (appId !== world.credentials.appId) throw new WeixinError(40013, 'invalid appid');
  if (secret !== world.credentials.appSecret) throw new WeixinError(40125, 'invalid appsecret');
}
