import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';

/** Adds to what Fastify is told of a route. `RouteConfig` alone forgets what was said before. */
export function routeConfig(more: Record<string, unknown>): MethodDecorator {
  return (target, key, descriptor) => {
    const before: unknown = Reflect.getMetadata(
      FASTIFY_ROUTE_CONFIG_METADATA,
      descriptor.value as object,
    );
    RouteConfig({ ...(before ?? {}), ...more })(target, key, descriptor);
  };
}
