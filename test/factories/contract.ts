import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { resolvedDocument, type Operation, type Response, type Schema } from './open-api.js';

/**
 * Compares every answer of an app with what its OpenAPI document says of the route: the status, the
 * code of a refusal, the shape of the body. The set that is returned grows by what differs.
 */
export function watchContract(app: NestFastifyApplication): ReadonlySet<string> {
  const complaints = new Set<string>();
  let operations: ReadonlyMap<string, Operation> | undefined;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', async (request, reply, payload) => {
    operations ??= operationsOf(app);
    const operation = operations.get(nameOf(request));
    if (!operation) return;
    const complaint = complaintOf(operation, reply.statusCode, payload);
    if (complaint !== null) complaints.add(`${nameOf(request)}: ${complaint}`);
  });
  return complaints;
}

/** `GET /shop/orders/{id}` */
function nameOf({ method, routeOptions }: FastifyRequest): string {
  const path = routeOptions.url?.replace(/:(\w+)/g, '{$1}');
  return `${method === 'HEAD' ? 'GET' : method} ${path}`;
}

function operationsOf(app: NestFastifyApplication): Map<string, Operation> {
  const { paths } = resolvedDocument(app);
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => [`${method.toUpperCase()} ${path}`, one]),
    ),
  );
}

function complaintOf(operation: Operation, status: number, payload: unknown): string | null {
  // What the client has already is told without a body.
  if (status === 304) return null;
  const response = operation.responses[String(status)];
  const text = typeof payload === 'string' ? payload : '';
  if (!response) return `does not declare ${status} ${codeIn(text)}`;
  if (text === '') return null;
  if (!response.content) return `declares no body under ${status}`;
  const schema = response.content['application/json']?.schema;
  if (!schema) return null;
  const parsed = validatorOf(response, schema).safeParse(JSON.parse(text));
  if (parsed.success) return null;
  return `${status} ${codeIn(text)} is not as declared: ${z.prettifyError(parsed.error)}`;
}

/** The code of a refusal. Neither ids nor facts, so that what differs is told once. */
function codeIn(text: string): string {
  return /"code":"(\w+)"/.exec(text)?.[1] ?? '';
}

const validators = new WeakMap<Response, z.ZodType>();

function validatorOf(response: Response, schema: Schema): z.ZodType {
  const known = validators.get(response) ?? z.fromJSONSchema(schema as never);
  validators.set(response, known);
  return known;
}
