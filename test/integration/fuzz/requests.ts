import fc from 'fast-check';
import { z } from 'zod';
import type { OpenApi, Operation } from '../../factories/open-api.js';
import { roughly, seldom, wrong } from './values.js';

/** Who asks. `stranger` is a shopper who knows the ids of another; `clerk` may do nothing. */
export type Caller = 'nobody' | 'garbage' | 'shopper' | 'stranger' | 'clerk' | 'owner';

export interface FuzzedRequest {
  method: string;
  path: string;
  caller: Caller;
  headers: Record<string, string>;
  body: string | null;
}

/** Ids that exist and belong to the shopper, by the route that takes them. */
export type OwnedIds = Readonly<Record<string, string>>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const CALLERS: readonly Caller[] = ['nobody', 'garbage', 'shopper', 'stranger', 'clerk', 'owner'];
const JSON_TYPE = 'application/json';
const MULTIPART = 'multipart/form-data; boundary=x';
/** They take nothing that could be wrong, and end the very session the others need. */
const NEVER_ASKED = new Set(['POST /shop/logout', 'POST /ops/logout']);

const unknownId = fc
  .stringMatching(/^[0-9A-HJKMNP-TV-Z]{25}$/)
  .map((end) => `0${end.slice(0, 25)}`);
const garbageId = fc
  .oneof(wrong, fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }))
  .map((value) => asText(value) || '%20')
  .map((text) => text.slice(0, 2_000));

/** Requests that a server must refuse or may answer, and that must change nothing either way. */
export function fuzzedRequests(document: OpenApi, owned: OwnedIds): fc.Arbitrary<FuzzedRequest> {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation }))
      .filter((route) => !NEVER_ASKED.has(`${route.method} ${path}`))
      .map((route) => aRequest(route, owned)),
  );
  const others = Object.entries(document.paths).map(([path, operations]) =>
    anotherMethod(path, Object.keys(operations)),
  );
  return fc.oneof(
    { weight: 40, arbitrary: fc.oneof(...routes) },
    { weight: 2, arbitrary: fc.oneof(...others) },
    { weight: 1, arbitrary: anotherPath },
  );
}

interface Route {
  method: string;
  path: string;
  operation: Operation;
}

/** How much of a request is wrong: nothing but what must be, a little, or a lot. */
const MOODS = [0, 0.03, 0.15];
/** Callers whom no route lets write what is not theirs. */
const POWERLESS: readonly Caller[] = ['nobody', 'garbage', 'stranger', 'clerk'];
/** What every operator may do, and anybody try: a wrong password is counted, rightly. */
const OF_THEIR_OWN = new Set(['/ops/login', '/ops/me/password']);

function aRequest(route: Route, owned: OwnedIds): fc.Arbitrary<FuzzedRequest> {
  const { method, path, operation } = route;
  const schema = operation.requestBody?.content[JSON_TYPE]?.schema;
  const right = schema ? z.fromJSONSchema(schema as never) : null;
  const realId = owned[path.replace(/\}.*/, '}')];
  const mayName = (caller: Caller) =>
    realId !== undefined && (method === 'GET' || right !== null || POWERLESS.includes(caller));
  return fc.constantFrom(...MOODS).chain((share) =>
    fc
      .record({
        caller: callersOf(path),
        ids: fc.array(seldom(share, unknownId, garbageId), { minLength: 2, maxLength: 2 }),
        isReal: fc.boolean(),
        query: aQuery(operation, share),
        body: schema ? roughly(schema, unknownId, share) : seldom(share, nothing, wrong),
        text: seldom(share, nothing, fc.string({ unit: 'binary', maxLength: 60 })),
        headers: someHeaders(route, share),
      })
      .map(({ caller, ids, isReal, query, body, text, headers }) => {
        const names = isReal && mayName(caller) ? [realId ?? '', ...ids] : ids;
        const mayNothing = caller === 'clerk' && path.startsWith('/ops') && !OF_THEIR_OWN.has(path);
        const isOthers = path.includes('{') && (POWERLESS.includes(caller) || names === ids);
        const isWrong = mayNothing || isOthers;
        const harmless = text ?? serialized(isWrong ? body : refusable(body, right));
        return withBody({ method, path: fill(path, names) + query, caller, headers }, harmless);
      }),
  );
}

const nothing = fc.constant(undefined);

/** Most of the callers of a route are of its own kind. */
function callersOf(path: string): fc.Arbitrary<Caller> {
  const own: Caller[] = path.startsWith('/ops') ? ['clerk', 'owner'] : ['shopper', 'stranger'];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...own) },
    { weight: 1, arbitrary: fc.constantFrom(...CALLERS) },
  );
}

/** A content type without content is refused before anybody looks. */
function withBody(request: Omit<FuzzedRequest, 'body'>, body: string | null): FuzzedRequest {
  if (request.method !== 'GET' && body !== null) return { ...request, body };
  const { 'content-type': _type, ...headers } = request.headers;
  return { ...request, headers, body: null };
}

/** A body that happens to be right is wrapped, so that a write by somebody who may is refused. */
function refusable(body: unknown, right: z.ZodType | null): unknown {
  return right?.safeParse(body).success ? [body] : body;
}

function serialized(body: unknown): string | null {
  return body === undefined ? null : JSON.stringify(body);
}

function fill(path: string, ids: readonly string[]): string {
  let next = 0;
  return path.replace(/\{\w+\}/g, () => ids[next++] ?? 'x');
}

function aQuery(operation: Operation, share: number): fc.Arbitrary<string> {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'query');
  const strange = fc.constantFrom('?x=1', '?__proto__[a]=1', '?%00');
  if (parameters.length === 0) return seldom(share, fc.constant(''), strange);
  const pairs = parameters.map(({ name, schema }) =>
    fc.option(
      seldom(
        share,
        roughly(schema, unknownId, share).map((value) => `${name}=${asText(value)}`),
        fc.oneof(
          wrong.map((value) => `${name}=${asText(value)}&${name}=2`),
          fc.constantFrom(`${name}[]=1`, `${name}[$gt]=`, `${name}=%ff%`),
        ),
      ),
      { freq: 2, nil: '' },
    ),
  );
  return fc.tuple(...pairs).map((all) => `?${all.filter((one) => one !== '').join('&')}`);
}

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(wellFormed(text)).slice(0, 4_000);
}

/** Lone surrogates cannot be sent: they become what an encoder makes of them. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function someHeaders({ operation }: Route, share: number): fc.Arbitrary<Record<string, string>> {
  const takesJson = operation.requestBody?.content[JSON_TYPE] !== undefined;
  const kind = operation.requestBody && !takesJson ? MULTIPART : JSON_TYPE;
  return fc.record({
    'content-type': seldom(
      share,
      fc.constant(kind),
      fc.constantFrom('text/plain', 'application/xml', 'application/json; charset=utf-16', 'x'),
    ),
    'idempotency-key': seldom(
      share,
      fc.uuid(),
      fc.constantFrom('', 'x', 'k'.repeat(500), 'a b', '"quoted"'),
    ),
    'x-anonymous-id': fc.constantFrom('', 'x', 'a'.repeat(600), '0123456789abcdef0123456789abcdef'),
    accept: seldom(
      share,
      fc.constant('*/*'),
      fc.constantFrom('application/json', 'text/html', 'x'),
    ),
    'if-none-match': fc.constantFrom('', '*', '"x"', 'W/"1"'),
  });
}

/** A method the path does not have: where it has one, `aRequest` knows what is harmless. */
function anotherMethod(path: string, known: readonly string[]): fc.Arbitrary<FuzzedRequest> {
  const methods = METHODS.filter((method) => !known.includes(method.toLowerCase()));
  return fc
    .record({
      method: fc.constantFrom(...methods),
      path: fc.tuple(unknownId, unknownId).map((ids) => fill(path, ids)),
      caller: fc.constantFrom(...CALLERS),
      headers: fc.constant({ 'content-type': JSON_TYPE }),
      body: fc.constantFrom(null, '{}'),
    })
    .map((one) => (one.method === 'HEAD' ? { ...one, body: null } : one));
}

const anotherPath: fc.Arbitrary<FuzzedRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  path: fc.constantFrom(
    ...['/shop', '/ops', '/shop/orders/', '//shop//orders', '/shop/../ops/orders', '/OPS/orders'],
    ...[
      '/shop/orders/%2e%2e/%2e%2e/ops',
      '/wechat/pay/notify',
      '/%',
      '/shop/products/%00',
      '/ops;a=1',
    ],
    ...['/pictures/..%2f..%2fetc%2fpasswd', '/openapi/../healthz', `/${'x'.repeat(3_000)}`, '/*'],
  ),
  caller: fc.constantFrom(...CALLERS),
  headers: fc.constant({ 'content-type': JSON_TYPE }),
  body: fc.constant(null),
});
