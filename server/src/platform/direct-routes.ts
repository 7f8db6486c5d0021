import { Injectable, type ExecutionContext, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA } from '@nestjs/common/constants.js';
import { ModuleRef } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { assert } from '@siyu/shared';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { AccessGuard } from './access.js';
import { argumentsOf } from './direct-arguments.js';
import { RefusalFilter } from './refusal.filter.js';
import { routeConfig } from './route-config.js';

/** The method of a controller that answers a route. */
interface Place {
  controller: Type<object>;
  key: string;
}
type Method = (...args: unknown[]) => unknown;

/**
 * Marks a route that is answered past Nest's pipeline, where a crowd comes at once. It is declared
 * like any other, and what its decorators say holds: the same guard, schemas and refusals.
 */
export const Direct = (): MethodDecorator => (target, key, descriptor) => {
  const place: Place = { controller: target.constructor as Type<object>, key: String(key) };
  routeConfig({ direct: place })(target, key, descriptor);
};

/**
 * Answers routes marked `@Direct()`: who asks, the arguments, the controller's method, its answer,
 * one after another. Nest's own pipeline costs as much again as all of these (ADR 0017).
 */
@Injectable()
export class DirectRoutes {
  constructor(
    private readonly modules: ModuleRef,
    private readonly guard: AccessGuard,
    private readonly filter: RefusalFilter,
  ) {}

  /** Takes over every route so marked; called before the routes are registered. */
  serve(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      const { direct } = (route.config ?? {}) as { direct?: Place };
      if (direct) route.handler = this.handlerOf(direct, route.handler);
    });
  }

  private handlerOf({ controller, key }: Place, ordinary: RouteHandlerMethod): RouteHandlerMethod {
    const instance = this.modules.get<object>(controller, { strict: false });
    const method = (controller.prototype as Record<string, Method>)[key];
    assert(method !== undefined, `no method ${key}`);
    const status = Number(Reflect.getMetadata(HTTP_CODE_METADATA, method));
    const given = argumentsOf(controller, key);
    const answer = async (host: ExecutionContext) => {
      await this.guard.canActivate(host);
      const args: unknown[] = [];
      for (const { index, read } of given) args[index] = read(host);
      return method.apply(instance, args);
    };
    const { filter } = this;
    return function (request, reply) {
      // Nest answers 404 where a parameter of the address is empty.
      if (Object.values(request.params as object).includes('')) {
        return ordinary.call(this, request, reply);
      }
      const host = new ExecutionContextHost([request, reply], controller, method);
      answer(host)
        .then((body) => reply.status(status).send(body))
        .catch((error: unknown) => filter.catch(error, host));
      return undefined;
    };
  }
}
