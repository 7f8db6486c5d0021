import type { FastifyInstance } from 'fastify';

import { WeixinError } from '../errors.js';
import type { World } from '../world.js';
import { contentCheckRoute } from './content-check.js';
import { linkRoutes } from './link.js';
import { loginRoute } from './login.js';
import { miniCodeRoute } from './mini-code.js';
import { phoneRoute } from './phone.js';
import { query } from './request.js';
import { shippingRoutes } from './shipping.js';
import { subscribeMessageRoute } from './subscribe-message.js';
import { requireToken, stableTokenRoute } from './token.js';

/** `api.weixin.qq.com`. One file per API; all but login and token need an access token. */
export async function weixinRoutes(app: FastifyInstance, world: World): Promise<void> {
  app.addHook('preHandler', async (request) => {
    const code = world.board.takeError({ method: request.method, path: request.url });
    if (code !== null) throw new WeixinError(Number(code), 'ordered by a switch of the sandbox');
  });
  loginRoute(app, world);
  stableTokenRoute(app, world);
  app.register(async (authorized) => {
    authorized.addHook('preHandler', async (request) => {
      requireToken(world, query(request)['access_token']);
    });
    phoneRoute(authorized, world);
    contentCheckRoute(authorized, world);
    subscribeMessageRoute(authorized, world);
    shippingRoutes(authorized, world);
    miniCodeRoute(authorized, world);
    linkRoutes(authorized, world);
  });
}
