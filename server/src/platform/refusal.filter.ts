import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { REFUSAL_STATUS, type RefusalBody, type RefusalCode } from '@siyu/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.js';

const RETRY_AFTER_SECONDS = 2;
const CODE_BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  400: 'INVALID_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  409: 'CONFLICT',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'UNAVAILABLE',
};
const LOST_DATABASE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_CON_COUNT_ERROR',
  'POOL_CLOSED',
]);

/** The one place where failures become answers: `{code, facts, requestId}` under the code's status. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { code, facts } = this.refusalOf(error, request);
    const status = REFUSAL_STATUS[code];
    if (status === 503) void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    const body: RefusalBody = { code, facts, requestId: request.id };
    void reply.status(status).send(body);
  }

  private refusalOf(error: unknown, request: FastifyRequest): Pick<RefusalBody, 'code' | 'facts'> {
    if (error instanceof Refusal) return { code: error.code, facts: error.facts };
    const status = statusOf(error);
    const code = status === null ? undefined : CODE_BY_STATUS[status];
    if (code) return { code, facts: {} };
    if (isLostDatabase(error)) {
      this.log.error(`database lost during ${request.id}: ${String(error)}`);
      return { code: 'UNAVAILABLE', facts: {} };
    }
    this.log.error(`${request.id} failed`, error instanceof Error ? error.stack : String(error));
    return { code: 'INTERNAL', facts: {} };
  }
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : null;
}

/** Whether the database is out of reach, as opposed to having refused a statement. */
export function isLostDatabase(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return (code !== undefined && LOST_DATABASE.has(code)) || /Pool is closed/.test(message ?? '');
}
