import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.js';

/** Serves a built H5 storefront at `/`, in a browser that is told what it may do there. */
export async function serveH5(fastify: FastifyInstance, root: string, config: Config) {
  const headers = {
    'content-security-policy': contentPolicy(config),
    'referrer-policy': 'same-origin',
  };
  await fastify.register(fastifyStatic, {
    root: resolve(root),
    wildcard: false,
    preCompressed: false,
    setHeaders: (reply) => void reply.headers(headers),
  });
}

/**
 * Scripts are the shop's own files, so that a text that was let through as HTML still runs nothing.
 * Pages are drawn with inline styles and fonts; a photo to be sent is read from where the browser
 * keeps it.
 */
function contentPolicy({ PUBLIC_URL, SANDBOX_URL }: Config): string {
  const pictures = `'self' data: blob: https: ${new URL(PUBLIC_URL).origin}`;
  const sandbox = SANDBOX_URL === undefined ? '' : ` ${new URL(SANDBOX_URL).origin}`;
  return [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `font-src 'self' data:`,
    `img-src ${pictures}`,
    `connect-src 'self' blob:${sandbox}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
