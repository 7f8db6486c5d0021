import type { LoggerService } from '@nestjs/common';
import { pino, type Logger, type LoggerOptions } from 'pino';
import type { Config } from './config.js';

/** Structured lines, one JSON object each; bodies, queries and tokens are never logged. */
export function loggerOptions(config: Config): LoggerOptions {
  return {
    level: config.LOG_LEVEL,
    redact: ['req.headers', 'authorization', '*.authorization', '*.phone', '*.openid'],
    serializers: { req: (request: { id: string }) => ({ id: request.id }) },
    base: null,
  };
}

/** Nest's own log lines through the same logger. */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(config: Config) {
    this.pino = pino(loggerOptions(config));
  }

  log(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.pino.error({ context, stack }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }
}
