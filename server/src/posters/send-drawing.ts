import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Drawing } from './drawing/drawing.js';
import type { Drawings } from './drawings.js';

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Sends a drawing under its hash as ETag. What the client has already is not drawn. */
export async function sendDrawing(
  drawings: Drawings,
  { request, reply }: Exchange,
  drawing: Drawing,
  { type, cacheControl }: { type: string; cacheControl: string },
): Promise<void> {
  const etag = `"${drawings.hashOf(drawing)}"`;
  void reply.header('etag', etag).header('cache-control', cacheControl);
  if (request.headers['if-none-match'] === etag) {
    await reply.status(304).send();
    return;
  }
  await reply.header('content-type', type).send(await drawings.bytesOf(drawing));
}
