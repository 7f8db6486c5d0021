import type { ExecutionContext, Type } from '@nestjs/common';
import { CUSTOM_ROUTE_ARGS_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { assert } from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { checked } from './validation.pipe.js';

/** Reads one argument of a controller's method off a request. @throws Refusal when it is not so */
export interface ArgumentOf {
  index: number;
  read: (host: ExecutionContext) => unknown;
}

/** What Nest's decorators keep of a parameter. */
interface Declared {
  index: number;
  data?: unknown;
  schema?: z.ZodType;
  factory?: (data: unknown, host: ExecutionContext) => unknown;
}

/**
 * How the arguments of a controller's method are read, off its decorators: `@Body()` and
 * `@Param()` with schemas, and decorators of our own. As in Nest the latter refuse first.
 */
export function argumentsOf(controller: Type<object>, key: string): ArgumentOf[] {
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, key) ?? {}) as Record<
    string,
    Declared
  >;
  const all = Object.entries(declared).map(([name, one]) => ({
    isOwn: name.includes(CUSTOM_ROUTE_ARGS_METADATA),
    argument: { index: one.index, read: readerOf(name, one) },
  }));
  const those = (own: boolean) => all.filter(({ isOwn }) => isOwn === own);
  return [...those(true), ...those(false)].map(({ argument }) => argument);
}

function readerOf(name: string, { data, schema, factory }: Declared): ArgumentOf['read'] {
  if (factory) return (host) => factory(data, host);
  const type = Number(name.split(':')[0]);
  assert(schema !== undefined, `a direct route checks every argument: ${name}`);
  if (type === RouteParamtypes.BODY) return (host) => checked(schema, requestOf(host).body);
  assert(type === RouteParamtypes.PARAM, `a direct route has no argument of this kind: ${name}`);
  return (host) =>
    checked(schema, (requestOf(host).params as Record<string, unknown>)[String(data)]);
}

function requestOf(host: ExecutionContext): FastifyRequest {
  return host.switchToHttp().getRequest<FastifyRequest>();
}
