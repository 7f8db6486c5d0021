import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ANONYMOUS_HEADER, anonymousIdSchema } from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../platform/access.js';
import { headerParameter } from '../platform/header-parameter.js';
import { Refusal } from '../platform/refusal.js';
import { anonymousOwner } from './cart.service.js';

/** Whose cart a request means: the shopper's, or that of the anonymous id in its header. */
export const CartOwner = createParamDecorator(
  (_: unknown, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
    if (request.principal?.shopper) return request.principal.shopper.shopperId;
    const anonymous = anonymousIdSchema.safeParse(request.headers[ANONYMOUS_HEADER]);
    if (!anonymous.success) throw new Refusal('UNAUTHENTICATED');
    return anonymousOwner(anonymous.data);
  },
  [
    headerParameter({
      name: 'X-Anonymous-Id',
      required: false,
      schema: anonymousIdSchema,
      description: 'whose cart it is while nobody is logged in; made up once by the client',
      refusals: ['UNAUTHENTICATED'],
    }),
  ],
);
