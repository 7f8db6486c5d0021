import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
  RouteOptions,
} from 'fastify';
import { LRUCache } from 'lru-cache';

const FRESH_MS = 1_000;
const ENTRIES_MAX = 2_000;
const BYTES_MAX = 64 * 1024 * 1024;
const GZIP_FROM_BYTES = 1_024;
const compress = promisify(gzip);

/** Bytes under one strong ETag, as they go out. */
interface Representation {
  body: Buffer;
  etag: string;
  headers: Record<string, string | number>;
}

interface Entry {
  plain: Representation;
  gzipped: Representation | null;
  madeAtMs: number;
  epoch: number;
}

/** One build under way; whoever else asks waits for it. Null when it came to nothing. */
interface Flight {
  owner: FastifyRequest;
  entry: Promise<Entry | null>;
  settle: (entry: Entry | null) => void;
  epoch: number;
}

/**
 * Marks a public GET whose answer is the same for everyone: it is served from memory, past guards,
 * pipes and controller, for a second after it was made. Whoever asks is not looked at.
 */
export const Ready = () => RouteConfig({ ready: true });

/**
 * Answers kept as ready bytes, plain and gzipped, by URL. The first request for a URL goes through
 * its controller like others, and what it answers is kept; those that arrive meanwhile wait for
 * it. See `docs/decisions/0004-ready-bytes.md`.
 */
@Injectable()
export class ReadyBytes {
  private readonly entries = new LRUCache<string, Entry>({
    max: ENTRIES_MAX,
    maxSize: BYTES_MAX,
    sizeCalculation: ({ plain, gzipped }) => plain.body.length + (gzipped?.body.length ?? 0) + 1,
  });
  private readonly flights = new Map<string, Flight>();
  private epoch = 0;

  /** Makes this instance forget at once what it remembers, after a change of its own. */
  forget(): void {
    this.epoch++;
  }

  /** Takes over every route marked `@Ready()`; called before the routes are registered. */
  serve(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      const config = route.config as { ready?: boolean } | undefined;
      if (!config?.ready || route.method !== 'GET') return;
      route.onRequest = [this.answer, ...asList(route.onRequest)];
      route.onSend = [...asList(route.onSend), this.keep] as NonNullable<RouteOptions['onSend']>;
    });
  }

  /** Answers from memory at once, or else waits for the build under way. */
  private readonly answer: onRequestHookHandler = (request, reply, done) => {
    const entry = this.entries.get(request.raw.url ?? '');
    if (entry && this.isFresh(entry)) send(request, reply, entry);
    else void this.awaitOrBuild(request, reply).then((sent) => sent || done());
  };

  /** Whether it was answered; if not, the controller does, for whoever asks meanwhile as well. */
  private async awaitOrBuild(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const url = request.raw.url ?? '';
    const entry = await this.flights.get(url)?.entry;
    if (entry) {
      send(request, reply, entry);
      return true;
    }
    // Everyone is answered alike, so an old token must not make the difference of a refusal.
    delete request.raw.headers.authorization;
    if (!this.flights.has(url)) this.depart(url, request, reply);
    return false;
  }

  private isFresh({ madeAtMs, epoch }: Entry): boolean {
    return epoch === this.epoch && performance.now() - madeAtMs < FRESH_MS;
  }

  private depart(url: string, owner: FastifyRequest, reply: FastifyReply): void {
    const { promise, resolve } = withResolvers<Entry | null>();
    const flight: Flight = {
      owner,
      entry: promise,
      epoch: this.epoch,
      settle: (entry) => {
        if (this.flights.get(url) === flight) this.flights.delete(url);
        resolve(entry);
      },
    };
    this.flights.set(url, flight);
    // A refusal, a failure or a caller who hung up: those who wait try for themselves.
    reply.raw.once('close', () => flight.settle(null));
  }

  /** Keeps what the controller answered, and sends that. */
  private readonly keep = async (
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<unknown> => {
    const url = request.raw.url ?? '';
    const flight = this.flights.get(url);
    const text = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : null;
    if (flight?.owner !== request || reply.statusCode !== 200 || text === null) return payload;
    const type = String(reply.getHeader('content-type') ?? 'application/json; charset=utf-8');
    const entry = await this.entryOf(url, Buffer.from(text), type, flight.epoch);
    this.entries.set(url, entry);
    flight.settle(entry);
    const { body, headers } = chosen(request, entry);
    void reply.headers(headers);
    return body;
  };

  /** Bytes that have not changed are not compressed again. */
  private async entryOf(url: string, body: Buffer, type: string, epoch: number): Promise<Entry> {
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
    const known = this.entries.peek(url);
    const stamp = { madeAtMs: performance.now(), epoch };
    if (known?.plain.etag === `"${hash}"`) return { ...known, ...stamp };
    const plain = representation(body, `"${hash}"`, type, {});
    const gzipped =
      body.length < GZIP_FROM_BYTES
        ? null
        : representation(await compress(body), `"${hash}-gz"`, type, {
            'content-encoding': 'gzip',
          });
    return { plain, gzipped, ...stamp };
  }
}

function representation(
  body: Buffer,
  etag: string,
  type: string,
  more: Record<string, string>,
): Representation {
  return {
    body,
    etag,
    headers: {
      'content-type': type,
      'content-length': body.length,
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      etag,
      ...more,
    },
  };
}

function chosen(request: FastifyRequest, { plain, gzipped }: Entry): Representation {
  const accepted = request.raw.headers['accept-encoding'];
  return gzipped && accepted?.includes('gzip') ? gzipped : plain;
}

/** Straight to the socket: nothing between a request for ready bytes and its answer. */
function send(request: FastifyRequest, reply: FastifyReply, entry: Entry): void {
  const { body, etag, headers } = chosen(request, entry);
  reply.hijack();
  const known = request.raw.headers['if-none-match'];
  if (known !== undefined && isKnown(known, etag)) {
    const { 'content-length': _length, ...rest } = headers;
    reply.raw.writeHead(304, { ...rest, 'x-request-id': request.id }).end();
    return;
  }
  reply.raw.writeHead(200, { ...headers, 'x-request-id': request.id }).end(body);
}

function isKnown(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(',').some((one) => {
    const tag = one.trim().replace(/^W\//, '');
    return tag === '*' || tag === etag;
  });
}

function asList<T>(hooks: T | T[] | undefined): T[] {
  if (hooks === undefined) return [];
  return Array.isArray(hooks) ? hooks : [hooks];
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
