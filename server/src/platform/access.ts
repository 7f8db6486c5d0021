import {
  createParamDecorator,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import type { Permission } from '@siyu/shared';
import type { FastifyRequest } from 'fastify';
import { Callers } from './callers.js';
import { Refusal } from './refusal.js';
import { bearerOf } from './tokens.js';

/** The shopper behind a request. */
export interface ShopperSession {
  shopperId: string;
  openid: string;
  sessionId: string;
}

/** The operator behind a request, with the permissions of all their roles. */
export interface OperatorSession {
  operatorId: string;
  name: string;
  sessionId: string;
  permissions: ReadonlySet<Permission>;
}

/** Finds who holds a shopper's token; implemented by identity. */
export abstract class ShopperAccess {
  abstract authenticate(token: string): Promise<ShopperSession | null>;
}

/** Finds who holds an operator's token; implemented by admin. */
export abstract class OperatorAccess {
  abstract authenticate(token: string): Promise<OperatorSession | null>;
}

export interface Principal {
  shopper?: ShopperSession;
  operator?: OperatorSession;
}
type GuardedRequest = FastifyRequest & { principal?: Principal };

const PUBLIC = 'siyu:public';
const PERMISSION = 'siyu:permission';

/** Open to anyone: login, the public catalogue, WeChat's callbacks. A shopper present is known. */
export const Public = () => SetMetadata(PUBLIC, true);
/** The permission an operator needs, `feature.action`. Every `/ops` route names one. */
export const Needs = (permission: Needed) => SetMetadata(PERMISSION, permission);
/** Any operator who is logged in. */
export const ANY_OPERATOR = '*';
type Needed = Permission | typeof ANY_OPERATOR;

/** Whom a route admits, as far as its prefix does not say. */
export interface Access {
  open: boolean;
  permission: Needed | undefined;
}

/** Read off the method that answers the route, or else off its controller. */
export function accessTo(handler: object, controller: object): Access {
  const read = (key: string): unknown =>
    Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  return { open: read(PUBLIC) === true, permission: read(PERMISSION) as Needed | undefined };
}

/**
 * Guards every route by its prefix: `/shop` wants a shopper, `/ops` an operator with the named
 * permission, anything else must be `@Public()`. What is not declared is closed.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly shoppers: ShopperAccess,
    private readonly operators: OperatorAccess,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const { open, permission } = accessTo(context.getHandler(), context.getClass());
    const path = request.routeOptions.url ?? '';
    if (path.startsWith('/ops')) {
      if (!open) await this.admitOperator(request, permission);
    } else if (path.startsWith('/shop')) {
      await this.admitShopper(request, open);
    } else if (!open) throw new Refusal('FORBIDDEN');
    return true;
  }

  private async admitShopper(request: GuardedRequest, optional: boolean): Promise<void> {
    const token = bearerOf(request.headers.authorization);
    if (token === null && optional) return;
    if (token === null) throw new Refusal('UNAUTHENTICATED');
    const shopper = await this.shoppers.authenticate(token);
    if (!shopper && !optional) throw new Refusal('SESSION_EXPIRED');
    if (!shopper) return;
    this.callers.recognize(token, shopper.sessionId);
    request.principal = { shopper };
  }

  private async admitOperator(request: GuardedRequest, needed: Needed | undefined): Promise<void> {
    const token = bearerOf(request.headers.authorization);
    if (token === null) throw new Refusal('UNAUTHENTICATED');
    const operator = await this.operators.authenticate(token);
    if (!operator) throw new Refusal('SESSION_EXPIRED');
    this.callers.recognize(token, operator.sessionId);
    if (needed === undefined || !isPermitted(operator, needed)) {
      throw new Refusal('PERMISSION_MISSING', { permission: needed ?? null });
    }
    request.principal = { operator };
  }
}

function isPermitted(operator: OperatorSession, needed: Needed): boolean {
  return needed === ANY_OPERATOR || operator.permissions.has(needed);
}

/** The shopper of a guarded `/shop` route. */
export const CurrentShopper = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const shopper = context.switchToHttp().getRequest<GuardedRequest>().principal?.shopper;
  if (!shopper) throw new Refusal('UNAUTHENTICATED');
  return shopper;
});

/** The operator of a guarded `/ops` route. */
export const CurrentOperator = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const operator = context.switchToHttp().getRequest<GuardedRequest>().principal?.operator;
  if (!operator) throw new Refusal('UNAUTHENTICATED');
  return operator;
});
