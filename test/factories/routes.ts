import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { TestShop } from './shop.js';

/** A route of the API. */
export interface Route {
  /** `POST /shop/orders/:id/payment`. */
  name: string;
  open: boolean;
  permission: string | undefined;
}

/** Every route, read off the controllers themselves, as the guard reads them. */
export function routesOf({ app }: Pick<TestShop, 'app'>): Route[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = new Set(
    modules.flatMap((one) => [...one.controllers.values()].map((c) => c.metatype)),
  );
  return [...controllers].flatMap((controller) => {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Record<string, object>;
    return Object.getOwnPropertyNames(prototype).flatMap((key) => {
      const handler = prototype[key];
      const method: unknown = handler && Reflect.getMetadata('method', handler);
      return handler && typeof method === 'number' ? [routeOf(controller, handler, method)] : [];
    });
  });
}

function routeOf(controller: object, handler: object, method: number): Route {
  const read = (key: string): unknown =>
    Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  const parts = [Reflect.getMetadata('path', controller), Reflect.getMetadata('path', handler)];
  const path = parts
    .map((part) => String(part).replace(/^\/|\/$/g, ''))
    .filter((part) => part !== '');
  return {
    name: `${RequestMethod[method]} /${path.join('/')}`,
    open: read('siyu:public') === true,
    permission: read('siyu:permission') as string | undefined,
  };
}
