import { randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { billRoutes, isBillFile } from '../bills/routes.js';
import { PayError } from '../errors.js';
import type { World } from '../world.js';
import { requireMerchant, SpentNonces } from './authorization.js';
import { certificatesRoute } from './certificates.js';
import { prepayRoute } from './prepay.js';
import { refundRoutes } from './refunds.js';
import { closeRoute, queryRoutes } from './trade.js';
import { transferRoutes } from './transfers.js';

/** `api.mch.weixin.qq.com`: signed requests in, signed answers out. One file per API. */
export async function payRoutes(app: FastifyInstance, world: World): Promise<void> {
  const spent = new SpentNonces();
  app.addHook('preHandler', async (request) => {
    requireMerchant(world, request, spent);
    const code = world.board.takeError({ method: request.method, path: request.url });
    if (code !== null) throw new PayError(String(code), '沙盒开关指定的错误');
  });
  // As at WeChat, only what succeeded is signed, and no file: look at the status first.
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('Request-ID', randomUUID());
    if (reply.statusCode >= 300 || isBillFile(request.url)) return payload;
    const asked = request.headers['wechatpay-serial'];
    const isByPublicKey = typeof asked === 'string' && asked.startsWith('PUB_KEY_ID_');
    const key = isByPublicKey ? world.keys.publicKey : world.keys.certificate;
    const body = typeof payload === 'string' ? payload : '';
    reply.headers({ ...(await world.keys.signed(body, key, world.clock.nowMs())) });
    return payload;
  });
  prepayRoute(app, world);
  queryRoutes(app, world);
  closeRoute(app, world);
  refundRoutes(app, world);
  transferRoutes(app, world);
  certificatesRoute(app, world);
  billRoutes(app, world);
}
