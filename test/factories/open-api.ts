import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiDocument } from '../../server/src/platform/openapi.js';

/** The part of JSON schema that the OpenAPI document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  enum?: unknown[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
}

export interface Response {
  description: string;
  content?: Record<string, { schema: Schema }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Response>;
}

export interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, object> };
}

/** The document of an app with every reference replaced by what it refers to. */
export function resolvedDocument(app: NestFastifyApplication): OpenApi {
  return resolved(openApiDocument(app) as unknown as OpenApi);
}

/** Puts what is referred to in its place; nothing here refers to itself. */
export function resolved(document: OpenApi): OpenApi {
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value === null || typeof value !== 'object') return value;
    const { $ref } = value as Schema;
    if (typeof $ref === 'string') return resolve(referredTo(document, $ref));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one)]));
  };
  return resolve(document) as OpenApi;
}

function referredTo(document: OpenApi, ref: string): unknown {
  const [, ...steps] = ref.split('/');
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
}
