import { randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { WeixinError } from '../errors.js';
import type { World } from '../world.js';
import { jsonBody, text } from './request.js';

const CONTENT_CHARS_MAX = 2500;
const PASS = { suggest: 'pass', label: 100 };
const RISKY = { suggest: 'risky', label: 21000 };

/** `POST /wxa/msg_sec_check`: version 2 judges in its result, the old version by errcode 87014. */
export function contentCheckRoute(app: FastifyInstance, world: World): void {
  app.post('/wxa/msg_sec_check', (request) => {
    const body = jsonBody(request);
    const content = text(body, 'content');
    if (!content) throw new WeixinError(44004, 'empty content');
    if ([...content].length > CONTENT_CHARS_MAX) throw new WeixinError(45002, 'content size out');
    const isRisky = world.board.now.riskyWords.some((word) => content.includes(word));
    if (Number(body['version'] ?? 1) !== 2) {
      if (isRisky) throw new WeixinError(87014, 'risky content');
      return { errcode: 0, errmsg: 'ok' };
    }
    if (world.tables.users.get(text(body, 'openid') ?? '') === undefined) {
      throw new WeixinError(40003, 'invalid openid');
    }
    if (![1, 2, 3, 4].includes(Number(body['scene']))) throw new WeixinError(40097, 'invalid args');
    const result = isRisky ? RISKY : PASS;
    const detail = [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }];
    return { errcode: 0, errmsg: 'ok', detail, trace_id: randomUUID(), result };
  });
}
