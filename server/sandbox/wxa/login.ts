import type { FastifyInstance } from 'fastify';

import { metUser, newSessionKey, type LoginCode } from '../client/user.js';
import { WeixinError } from '../errors.js';
import { RateWindow } from '../rate-window.js';
import type { World } from '../world.js';
import { query, refuseStranger } from './request.js';

const CALLS_PER_USER_PER_MINUTE = 100;

/** `GET /sns/jscode2session`. WeChat labels this JSON `text/plain`, and so does the sandbox. */
export function loginRoute(app: FastifyInstance, world: World): void {
  const perUser = new RateWindow(CALLS_PER_USER_PER_MINUTE, 60_000);
  app.get('/sns/jscode2session', (request, reply) => {
    const asked = query(request);
    refuseStranger(world, asked['appid'], asked['secret']);
    if (!asked['js_code']) throw new WeixinError(41008, 'missing code');
    if (asked['grant_type'] !== 'authorization_code') {
      throw new WeixinError(40002, 'invalid grant_type');
    }
    const { openid } = takeCode(world, asked['js_code']);
    if (!perUser.admits(openid, world.clock.nowMs())) {
      throw new WeixinError(45011, 'api minute-quota reach limit');
    }
    if (world.board.now.riskyOpenids.includes(openid)) throw new WeixinError(40226, 'code blocked');
    return reply.type('text/plain').send(JSON.stringify(newSession(world, openid)));
  });
}

function takeCode(world: World, code: string): LoginCode {
  const login = world.tables.loginCodes.get(code);
  refuseSpentCode(login, world.clock.nowMs());
  return world.tables.loginCodes.put(code, { ...login, isUsed: true });
}

/** Throws unless the code exists, is fresh and was never used. */
export function refuseSpentCode(
  code: LoginCode | undefined,
  nowMs: number,
): asserts code is LoginCode {
  if (code === undefined || nowMs >= code.expiresAtMs) throw new WeixinError(40029, 'invalid code');
  if (code.isUsed) throw new WeixinError(40163, 'code been used');
}

function newSession(world: World, openid: string) {
  const user = { ...metUser(world, openid), sessionKey: newSessionKey() };
  world.tables.users.put(openid, user);
  const unionid = world.board.now.unionIds ? { unionid: user.unionid } : {};
  return { openid, session_key: user.sessionKey, ...unionid };
}
