import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './access.js';

/** The shopper of a route that is open to anyone; null without a session. */
export const ShopperIfAny = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
  return request.principal?.shopper?.shopperId ?? null;
});
