import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REFUSAL_STATUS, type RefusalCode } from '@siyu/shared';
import { resolved, type OpenApi, type Operation } from '../../factories/open-api.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const CONTROLLERS = join(import.meta.dirname, '../../../server/src');
/** What is said once keeps it so small: 699 KB for 143 operations became 271. */
const BYTES_AN_OPERATION_MAX = 2_100;

interface Described extends Operation {
  name: string;
}

let shop: TestShop;
let text: string;
let document: OpenApi;
let operations: Described[];

beforeAll(async () => {
  shop = await aShop();
  text = await (await fetch(`${shop.url}/openapi.json`)).text();
  document = resolved(JSON.parse(text) as OpenApi);
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      ...one,
      name: `${method.toUpperCase()} ${path}`,
    })),
  );
});
afterAll(() => shop.close());

function operation(name: string): Described {
  const found = operations.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not described`);
  return found;
}

/** The codes an operation says it may be refused with under a status. */
function codesOf({ responses }: Operation, status: number): unknown[] | undefined {
  const schema = responses[status]?.content?.['application/json']?.schema;
  return schema?.properties?.['code']?.enum;
}

const namesOf = (all: Described[]) => all.map((one) => one.name).sort();

describe('the OpenAPI document', () => {
  it('is a document of 3.1 that refers to nothing it does not have', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(text).not.toContain('~asked');
    const schemas = new Set(Object.keys(document.components.schemas));
    const refs = [...text.matchAll(/#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(refs.length).toBeGreaterThan(200);
    expect(refs.filter((name) => !schemas.has(name ?? ''))).toEqual([]);
  });

  it('says once what several routes have in common', () => {
    expect(document.components.schemas).toHaveProperty('Order');
    expect(JSON.parse(text)).toHaveProperty(
      ['paths', '/shop/orders/{id}', 'get', 'responses', '200', 'content', 'application/json'],
      { schema: { $ref: '#/components/schemas/Order' } },
    );
    expect(text.length / operations.length).toBeLessThan(BYTES_AN_OPERATION_MAX);
  });

  it('gives every operation a summary, a tag and a name of its own', () => {
    const bare = operations.filter(({ summary, tags }) => !summary || tags.length !== 1);
    expect(namesOf(bare)).toEqual([]);
    const ids = operations.map((one) => one.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]\w+_[a-z]\w+$/.test(id))).toEqual([]);
    expect(operation('POST /shop/orders').operationId).toBe('ordersShop_place');
  });

  it('gives every operation one answer that is no refusal, and words for each', () => {
    for (const { name, responses } of operations) {
      const good = Object.keys(responses).filter((status) => status.startsWith('2'));
      expect([name, good.length]).toEqual([name, 1]);
      expect(Object.values(responses).filter((one) => !one.description)).toEqual([]);
    }
  });

  it('names every parameter that is in a path', () => {
    for (const { name, parameters } of operations) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const described = parameters.filter((one) => one.in === 'path').map((one) => one.name);
      expect([name, ...described]).toEqual([name, ...inPath]);
    }
  });

  it('tells whose token a route takes, and with which permission', () => {
    expect(Object.values(document.components.securitySchemes)).toEqual([
      expect.objectContaining({ type: 'http', scheme: 'bearer' }),
      expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    ]);
    expect(text).not.toContain('JWT');
    expect(operation('GET /shop/orders').security).toEqual([{ shopper: [] }]);
    expect(operation('GET /ops/orders').security).toEqual([{ operator: ['orders.read'] }]);
    expect(operation('GET /ops/me').security).toEqual([{ operator: [] }]);
    expect(operation('GET /shop/cart').security).toEqual([{ shopper: [] }, {}]);
    expect(operation('GET /shop/feed').security).toEqual([]);
  });
});

describe('the Idempotency-Key', () => {
  const keyOf = ({ parameters }: Operation) =>
    parameters.find((one) => one.in === 'header' && one.name === 'Idempotency-Key');

  it('is described where a controller asks for it, and nowhere else', () => {
    const asked = execFileSync('grep', ['-rhc', '@IdempotencyKey()', CONTROLLERS]).toString();
    const times = asked.split('\n').reduce((sum, count) => sum + Number(count), 0);
    const described = operations.filter(keyOf);
    expect(described.length).toBe(times);
    expect(namesOf(described)).toContain('POST /shop/orders');
    for (const one of described) {
      expect(keyOf(one)).toMatchObject({ required: true, schema: { type: 'string' } });
      expect(codesOf(one, 400)).toContain('IDEMPOTENCY_KEY_REQUIRED');
      expect(codesOf(one, 409)).toContain('IDEMPOTENCY_KEY_REUSED');
    }
  });
});

describe('the refusals of a route', () => {
  it('stand under the status they travel under', () => {
    for (const one of operations) {
      for (const [status, { content }] of Object.entries(one.responses)) {
        if (status.startsWith('2')) continue;
        expect(Object.keys(content ?? {})).toEqual(['application/json']);
        const codes = codesOf(one, Number(status)) as RefusalCode[];
        expect(codes.map((code) => REFUSAL_STATUS[code])).toEqual(codes.map(() => Number(status)));
      }
    }
  });

  it('are its own, its guard’s, its parameters’ and the server’s', () => {
    const cancel = operation('POST /shop/orders/{id}/cancellation');
    expect(codesOf(cancel, 401)).toEqual(['SESSION_EXPIRED', 'UNAUTHENTICATED']);
    expect(codesOf(cancel, 404)).toEqual(['ORDER_NOT_FOUND']);
    expect(codesOf(cancel, 409)).toEqual(['ORDER_STATE']);
    expect(codesOf(cancel, 400)).toEqual(['INVALID_INPUT']);
    expect(codesOf(operation('GET /ops/orders'), 403)).toEqual(['PERMISSION_MISSING']);
    expect(Object.keys(operation('GET /shop/home').responses)).toEqual([
      '200',
      '429',
      '500',
      '503',
    ]);
  });
});
