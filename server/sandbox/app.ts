import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ZodError, prettifyError } from 'zod';

import { loginRoutes } from './client/login.js';
import { paymentSheetRoutes } from './client/payment-sheet.js';
import { receiptRoute } from './client/receipt.js';
import { subscribeRoutes } from './client/subscribe.js';
import { transferSheetRoutes } from './client/transfer-sheet.js';
import { controlRoutes } from './control.js';
import { PayError, SandboxError, WeixinError } from './errors.js';
import { payRoutes } from './pay/routes.js';
import { weixinRoutes } from './wxa/routes.js';
import type { World } from './world.js';

const BODY_BYTES_MAX = 256 * 1024;

/** Both of WeChat's hosts, its own app, and the switches, on one port. */
export function sandboxApp(world: World): FastifyInstance {
  const app = Fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true });
  // Signatures are over the bytes as sent, so a body stays text until its own route reads it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request, reply) => goDown(world, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    await world.journal.settled();
    if (isWeChat(request) && world.board.takeLostAnswer(asOrdered(request))) cut(request, reply);
    return payload;
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.register((scope) => payRoutes(scope, world));
  app.register((scope) => weixinRoutes(scope, world));
  app.register((scope) => clientRoutes(scope, world));
  return app;
}

/** What stands in for WeChat's app in the H5 build, which is served from another port. */
async function clientRoutes(app: FastifyInstance, world: World): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const origin = request.headers.origin;
    if (origin === undefined || !isLoopback(origin)) return;
    reply.header('Access-Control-Allow-Origin', origin);
    reply.header('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
    reply.header('Access-Control-Allow-Headers', 'content-type');
    reply.header('Vary', 'Origin');
  });
  app.options('/sandbox/*', (_request, reply) => reply.code(204).send());
  loginRoutes(app, world);
  paymentSheetRoutes(app, world);
  subscribeRoutes(app, world);
  receiptRoute(app, world);
  transferSheetRoutes(app, world);
  controlRoutes(app, world);
}

async function goDown(world: World, request: FastifyRequest, reply: FastifyReply) {
  const { down } = world.board.now;
  if (down === 'no' || !isWeChat(request)) return;
  if (down === 'reset') cut(request, reply);
  if (down === 'badGateway') return reply.code(502).send('Bad Gateway');
  if (down === 'systemError') throw systemError(request);
}

function systemError(request: FastifyRequest): Error {
  if (request.url.startsWith('/v3/')) return new PayError('SYSTEM_ERROR', '系统异常，请稍后重试');
  return new WeixinError(-1, 'system error');
}

function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof WeixinError) {
    return reply.code(200).send({ errcode: error.errcode, errmsg: error.message });
  }
  if (error instanceof PayError) {
    const { code, message, detail } = error;
    return reply.code(error.status).send({ code, message, ...(detail ? { detail } : {}) });
  }
  if (error instanceof SandboxError) return reply.code(400).send({ error: error.message });
  if (error instanceof ZodError) return reply.code(400).send({ error: prettifyError(error) });
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status >= 500) {
    process.stderr.write(`sandbox: ${request.method} ${request.url}: ${error.stack}\n`);
  }
  return reply.code(status).send({ error: error.message });
}

function cut(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.resetAndDestroy();
}

function isWeChat(request: FastifyRequest): boolean {
  return !request.url.startsWith('/sandbox/');
}

function asOrdered(request: FastifyRequest) {
  return { method: request.method, path: request.url };
}

function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(origin).hostname);
}
