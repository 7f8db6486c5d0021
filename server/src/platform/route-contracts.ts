import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { RefusalCode } from '@siyu/shared';
import { accessTo, ANY_OPERATOR, type Access } from './access.js';
import { ownRefusals } from './refuses.js';

/** What a route promises beside its answer. */
export interface RouteContract {
  /** In capitals. */
  method: string;
  /** As Fastify writes it: `/shop/orders/:id`. */
  url: string;
  access: Access;
  /** Every code it may be refused with. */
  refusals: ReadonlySet<RefusalCode>;
}

/** The method of a controller that answers a route. */
interface Place {
  controller: object;
  key: string;
  handler: object;
}

/** What every route promises, read off the decorators that make it so. */
@Injectable()
export class RouteContracts {
  private contracts: ReadonlyMap<string, RouteContract> | undefined;

  constructor(private readonly modules: ModulesContainer) {}

  all(): RouteContract[] {
    return [...this.byRoute().values()];
  }

  /** Undefined for an address no controller answers. */
  of(method: string, url: string | undefined): RouteContract | undefined {
    return this.byRoute().get(`${method === 'HEAD' ? 'GET' : method} ${url}`);
  }

  private byRoute(): ReadonlyMap<string, RouteContract> {
    const modules = [...this.modules.values()];
    this.contracts ??= new Map(
      modules
        .flatMap((one) => [...one.controllers.values()])
        .flatMap(({ metatype }) => (typeof metatype === 'function' ? placesIn(metatype) : []))
        .map(contractOf)
        .map((contract) => [`${contract.method} ${contract.url}`, contract]),
    );
    return this.contracts;
  }
}

function placesIn(controller: { prototype: unknown }): Place[] {
  const methods = Object.getOwnPropertyDescriptors(controller.prototype);
  return Object.entries(methods).flatMap(([key, { value }]) => {
    const handler: unknown = value;
    const isRoute = typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler);
    return isRoute ? [{ controller, key, handler }] : [];
  });
}

function contractOf(place: Place): RouteContract {
  const { controller, handler } = place;
  const paths = [controller, handler].map((one) => Reflect.getMetadata(PATH_METADATA, one));
  const parts = paths.flatMap((path) => String(path).split('/')).filter((part) => part !== '');
  return {
    method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod],
    url: `/${parts.join('/')}`,
    access: accessTo(handler, controller),
    refusals: new Set(refusalsOf(place)),
  };
}

function refusalsOf(place: Place): RefusalCode[] {
  const { controller, handler } = place;
  return [
    ...refusalsOfGuard(accessTo(handler, controller)),
    ...refusalsOfInput(place),
    ...ownRefusals(handler),
    ...refusalsOfServer(handler),
  ];
}

function refusalsOfGuard({ open, permission }: Access): RefusalCode[] {
  if (open) return [];
  const ofSession: RefusalCode[] = ['UNAUTHENTICATED', 'SESSION_EXPIRED'];
  const isAnyones = permission === undefined || permission === ANY_OPERATOR;
  return isAnyones ? ofSession : [...ofSession, 'PERMISSION_MISSING'];
}

/** A body is read before anybody asks whether the route wants one. */
function refusalsOfInput({ controller, key, handler }: Place): RefusalCode[] {
  const isRead = Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.GET;
  if (!isRead) return ['INVALID_INPUT', 'TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];
  const args: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, key);
  const isChecked = Object.values(args ?? {}).some((one: { schema?: unknown }) => one.schema);
  return isChecked ? ['INVALID_INPUT'] : [];
}

function refusalsOfServer(handler: object): RefusalCode[] {
  const config: unknown = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler);
  const isLimited = (config as { rateLimit?: unknown } | undefined)?.rateLimit !== false;
  return [...(isLimited ? (['TOO_MANY_REQUESTS'] as const) : []), 'UNAVAILABLE', 'INTERNAL'];
}
