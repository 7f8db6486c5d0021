import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { RefusalCode } from '@siyu/shared';
import { ANY_OPERATOR } from './access.js';
import { toJsonSchema, unifyComponents } from './component-schemas.js';
import { describeRefusals, type Operation } from './refusal-responses.js';
import { RouteContracts, type RouteContract } from './route-contracts.js';

/** Serves the OpenAPI document at `/openapi.json` and a page to read it at `/openapi`. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('openapi', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
}

/**
 * The document, out of the code alone: answers and parameters from their schemas, refusals and who
 * is admitted from the decorators that the guard itself heeds.
 */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, description(), {
    operationIdFactory: (controller, method) => `${nameOf(controller)}_${method}`,
    standardSchemaConverter: toJsonSchema,
  });
  const refusals = new Map<Operation, ReadonlySet<RefusalCode>>();
  for (const contract of app.get(RouteContracts).all()) {
    const operation = operationOf(document, contract);
    if (!operation) continue;
    operation.security = securityOf(contract);
    refusals.set(operation, contract.refusals);
  }
  describeRefusals(document, refusals);
  return unifyComponents(document);
}

function description(): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Siyu')
    .setDescription('Shopper API under /shop, operator API under /ops. Amounts are fen, times UTC.')
    .setVersion('0.1.0')
    .addSecurity('shopper', bearer('`sessionToken` of POST /shop/login'))
    .addSecurity('operator', bearer('`token` of POST /ops/login'))
    .build();
}

function bearer(token: string) {
  return { type: 'http', scheme: 'bearer', description: token } as const;
}

/** `OrdersShopController` has the operations `ordersShop_…`. */
function nameOf(controller: string): string {
  return controller.charAt(0).toLowerCase() + controller.slice(1).replace(/Controller$/, '');
}

/** Undefined for a route that is not shown. */
function operationOf(document: OpenAPIObject, { method, url }: RouteContract) {
  const path = document.paths[url.replace(/:(\w+)/g, '{$1}')];
  return path?.[method.toLowerCase() as 'get'];
}

/** Whose token it takes; of an operator's, with the permission it must carry. */
function securityOf({ url, access, refusals }: RouteContract): Record<string, string[]>[] {
  const { open, permission } = access;
  // Open, and yet it must know who asks: a token, or something in its place.
  if (open) return refusals.has('UNAUTHENTICATED') ? [{ shopper: [] }, {}] : [];
  if (!url.startsWith('/ops')) return [{ shopper: [] }];
  const isAnyones = permission === undefined || permission === ANY_OPERATOR;
  return [{ operator: isAnyones ? [] : [permission] }];
}
