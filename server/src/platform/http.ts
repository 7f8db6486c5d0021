import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { REFUSAL_STATUS, type RefusalBody, type RefusalCode } from '@siyu/shared';
import { LogController, type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { Callers, CALLERS_MAX } from './callers.js';
import type { Config } from './config.js';
import { serveH5 } from './h5.js';
import { Readiness } from './health.controller.js';
import { loggerOptions } from './log.js';

const BODY_LIMIT_BYTES = 256 * 1024;

/** The Fastify instance Nest runs on: limits, request ids, logs without personal data. */
export function httpAdapter(config: Config): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    trustProxy: trustedProxies(config.TRUSTED_PROXIES),
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers['x-request-id']),
    logger: loggerOptions(config),
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: false,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseUnreadable,
    forceCloseConnections: 'idle',
  });
}

/** An address that is no address never reaches a route, nor its filter. */
function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const code = error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 'NOT_FOUND' : 'INVALID_INPUT';
  const body: RefusalBody = { code, facts: {}, requestId: request.id };
  void reply.status(REFUSAL_STATUS[code]).header('x-request-id', request.id).send(body);
}

/** What is no HTTP, or has headers without end, never becomes a request. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  const code: RefusalCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'TOO_LARGE' : 'INVALID_INPUT';
  const body: RefusalBody = { code, facts: {}, requestId: randomUUID() };
  const text = JSON.stringify(body);
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${REFUSAL_STATUS[code]} Refused\r\nContent-Type: application/json\r\n` +
        `X-Request-Id: ${body.requestId}\r\nContent-Length: ${text.length}\r\n` +
        `Connection: close\r\n\r\n${text}`,
    );
  }
  socket.destroy(error);
}

/** Believes `X-Forwarded-For` only as far as our own proxies reach. */
function trustedProxies(count: number): (address: string, hop: number) => boolean {
  return (_address, hop) => hop < count;
}

/** A caller's request id is kept when it is harmless in a log line. */
function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Hooks and plugins around every route; registered before the routes are. */
export async function configureHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const callers = app.get(Callers);
  await fastify.register(rateLimit, {
    max: config.RATE_LIMIT_PER_MINUTE,
    timeWindow: 60_000,
    cache: CALLERS_MAX,
    keyGenerator: (request) => callers.keyOf(request),
    errorResponseBuilder: (_request, context) =>
      Object.assign(new Error('too many requests'), { statusCode: context.statusCode }),
  });
  if (config.H5_DIR) await serveH5(fastify, config.H5_DIR, config);
  const readiness = app.get(Readiness);
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (readiness.isDraining) void reply.header('connection', 'close');
    void reply.header('x-request-id', request.id);
    void reply.header('x-content-type-options', 'nosniff');
    done();
  });
  // Idle connections end at once; one whose peer has gone without a word would hold for a minute.
  fastify.addHook('preClose', async () => {
    setTimeout(() => fastify.server.closeAllConnections(), config.CUT_AFTER_MS).unref();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        path: request.routeOptions.url ?? 'unmatched',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
}
