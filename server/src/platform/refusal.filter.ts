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
import { RouteContracts } from './route-contracts.js';

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
/** The connection lives, and the database will not work: it stops, fails over or is full. */
const UNWILLING_DATABASE = new Set([
  'ER_SERVER_SHUTDOWN',
  'ER_QUERY_INTERRUPTED',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
]);
const NO_CONNECTION = /^(Pool is closed|Queue limit reached)/;
/** A transaction met others on its way as often as it was tried. */
const CROWDED = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT']);

/** The one place where failures become answers: `{code, facts, requestId}`, by the code's status. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(private readonly contracts: RouteContracts) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { code, facts } = this.refusalOf(error, request);
    this.compare(request, code);
    const status = REFUSAL_STATUS[code];
    if (status === 503) void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    const body: RefusalBody = { code, facts, requestId: request.id };
    void reply.status(status).send(body);
  }

  /** The tests let no such code pass; a client that meets one here still reads it by its status. */
  private compare({ method, routeOptions, id }: FastifyRequest, code: RefusalCode): void {
    const contract = this.contracts.of(method, routeOptions.url);
    if (!contract || contract.refusals.has(code)) return;
    this.log.error(`${id}: ${method} ${contract.url} does not declare that it refuses ${code}`);
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
    if (CROWDED.has(codeOf(error))) {
      this.log.error(`gave way too often in ${request.id}: ${String(error)}`);
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
  const { fatal, message } = (error ?? {}) as { fatal?: boolean; message?: string };
  // The driver calls fatal whatever ends a connection.
  return (
    fatal === true || UNWILLING_DATABASE.has(codeOf(error)) || NO_CONNECTION.test(message ?? '')
  );
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
