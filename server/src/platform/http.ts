import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { resolve } from 'node:path';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Config } from './config.js';
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
    disableRequestLogging: true,
    forceCloseConnections: 'idle',
  });
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
  await fastify.register(rateLimit, {
    max: config.RATE_LIMIT_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: callerOf,
    errorResponseBuilder: (_request, context) =>
      Object.assign(new Error('too many requests'), { statusCode: context.statusCode }),
  });
  if (config.H5_DIR) {
    const root = resolve(config.H5_DIR);
    await fastify.register(fastifyStatic, { root, wildcard: false, preCompressed: false });
  }
  fastify.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    void reply.header('x-content-type-options', 'nosniff');
  });
  fastify.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.routeOptions.url ?? 'unmatched',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}

/** Limits count per session where there is one, else per address. */
function callerOf(request: FastifyRequest): string {
  return request.headers.authorization ?? request.ip;
}
