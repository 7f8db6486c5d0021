import { Injectable } from '@nestjs/common';
import {
  assert,
  IDEMPOTENCY_HEADER,
  REFUSAL_STATUS,
  type RefusalBody,
  type RefusalCode,
} from '@siyu/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { routeConfig } from './route-config.js';

/** What is known of a request before its body is read. */
export interface EarlyRequest {
  params: Readonly<Record<string, string | undefined>>;
  idempotencyKey: string | undefined;
}

export interface EarlyRefusal {
  code: RefusalCode;
  facts: Record<string, unknown>;
}

/**
 * Why a request is refused, or null to let it through. It answers from memory; where it must look
 * anew, everyone who asks meanwhile waits for the one look.
 */
export type EarlyLook = (
  request: EarlyRequest,
) => EarlyRefusal | null | Promise<EarlyRefusal | null>;

/** Marks a route whose requests the look of this name may refuse before all else. */
export const RefusedEarly = (look: string) => routeConfig({ refusedEarly: look });

/**
 * Refusals from memory, before guards, pipes and controller: where a crowd asks for what is gone,
 * saying so must cost next to nothing. Whoever asks is not looked at.
 */
@Injectable()
export class EarlyRefusals {
  private readonly looks = new Map<string, EarlyLook>();

  /** Registers a look; called once by its feature at start. */
  register(name: string, look: EarlyLook): void {
    assert(!this.looks.has(name), `two looks ${name}`);
    this.looks.set(name, look);
  }

  /** Takes over every route marked `@RefusedEarly()`; called before the routes are registered. */
  serve(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      const { refusedEarly } = (route.config ?? {}) as { refusedEarly?: string };
      if (refusedEarly === undefined) return;
      const before = route.onRequest ?? [];
      const others = Array.isArray(before) ? before : [before];
      route.onRequest = [this.hookOf(refusedEarly), ...others];
    });
  }

  private hookOf(name: string): onRequestHookHandler {
    return (request, reply, done) => {
      const key = request.raw.headers[IDEMPOTENCY_HEADER];
      const refusal = this.looks.get(name)?.({
        params: request.params as EarlyRequest['params'],
        idempotencyKey: typeof key === 'string' ? key : undefined,
      });
      const answer = (why: EarlyRefusal | null) => {
        if (why) send(request, reply, why);
        else done();
      };
      if (refusal instanceof Promise) void refusal.catch(() => null).then(answer);
      else answer(refusal ?? null);
    };
  }
}

/** Straight to the socket, as ready bytes go. */
function send(request: FastifyRequest, reply: FastifyReply, { code, facts }: EarlyRefusal): void {
  const body: RefusalBody = { code, facts, requestId: request.id };
  const text = JSON.stringify(body);
  reply.hijack();
  reply.raw
    .writeHead(REFUSAL_STATUS[code], {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'x-content-type-options': 'nosniff',
      'x-request-id': request.id,
    })
    .end(text);
}
