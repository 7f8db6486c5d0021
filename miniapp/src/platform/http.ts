import Taro from '@tarojs/taro';
import type { RefusalBody } from '@siyu/shared';
import { randomId } from './random';
import { Refused } from './refused';

/** The browser's page comes from the API's own origin; the mini-program names it at build time. */
export const apiUrl = process.env.TARO_ENV === 'h5' ? '' : SIYU_API_URL;
const TIMEOUT_MS = 15_000;

/** Where a picture of the API's answers is loaded from: the shop's own come as paths of the API. */
export function pictureAddress(url: string): string {
  return url.startsWith('/') ? apiUrl + url : url;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Query;
  body?: object;
  /** Given where a person's repeated try must count once; otherwise each call makes its own. */
  idempotencyKey?: string;
  /** The login itself, which waits for no login. */
  isLogin?: boolean;
}

/** Who is asking; the session gives it, so that http needs to know nothing about logging in. */
export interface Credentials {
  /** Resolves when no login is under way: it moves what was anonymous to the shopper. */
  known(): Promise<unknown>;
  sessionToken(): string | null;
  anonymousId(): string | null;
  /** Gets a new session token after a 401; false when that is not possible. */
  renew(): Promise<boolean>;
}

let credentials: Credentials = {
  known: () => Promise.resolve(),
  sessionToken: () => null,
  anonymousId: () => null,
  renew: () => Promise.resolve(false),
};

/** Says who is asking from now on. */
export function setCredentials(given: Credentials): void {
  credentials = given;
}

/** Reads what is public and the same for everyone: no identity is sent, caches may answer. */
export async function readPublic<T>(path: string, query?: Query): Promise<T> {
  const answer = await request(apiUrl + path + queryString(query), 'GET', undefined, {});
  return bodyOf<T>(answer);
}

/**
 * Asks for the shopper. Every write carries an idempotency key, the same one when it is repeated
 * after the session was renewed. Throws `Refused`; without network its code is `OFFLINE`.
 */
export async function call<T>(path: string, what: Call = {}): Promise<T> {
  const method = what.method ?? 'GET';
  const key = method === 'GET' ? null : (what.idempotencyKey ?? (await randomId()));
  const url = apiUrl + path + queryString(what.query);
  const ask = () => request(url, method, what.body, identityHeaders(key));
  return bodyOf<T>(await (what.isLogin ? ask() : askInSession(ask)));
}

/** Asks when nobody is logging in, and once more with a new session when this one is over. */
export async function askInSession(ask: () => Promise<Answer>): Promise<Answer> {
  await credentials.known();
  const first = await underWay(ask());
  return isSessionOver(first) && (await credentials.renew()) ? underWay(ask()) : first;
}

const asked = new Set<Promise<unknown>>();

/**
 * Resolves when every personal request sent so far is answered. A login waits for it: what is
 * still being written for an anonymous id would miss the merge.
 */
export async function settledRequests(): Promise<void> {
  await Promise.allSettled(asked);
}

function underWay<T>(sent: Promise<T>): Promise<T> {
  asked.add(sent);
  const done = () => asked.delete(sent);
  sent.then(done, done);
  return sent;
}

/** The headers that say who asks; a person logged in is not also someone anonymous. */
export function identityHeaders(idempotencyKey: string | null): Record<string, string> {
  const token = credentials.sessionToken();
  const anonymousId = credentials.anonymousId();
  return {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(token === null && anonymousId !== null && { 'x-anonymous-id': anonymousId }),
    ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }),
  };
}

export interface Answer {
  status: number;
  body: unknown;
}

/** One request to an absolute address. Throws `Refused('OFFLINE')` when no answer came. */
export async function request(
  url: string,
  method: NonNullable<Call['method']>,
  body: object | undefined,
  header: Record<string, string>,
): Promise<Answer> {
  const json = body === undefined ? {} : { data: JSON.stringify(body) };
  const contentType = body === undefined ? {} : { 'content-type': 'application/json' };
  try {
    const answer = await Taro.request<unknown>({
      url,
      method,
      ...json,
      header: { ...contentType, ...header },
      dataType: 'text',
      responseType: 'text',
      timeout: TIMEOUT_MS,
    });
    return { status: answer.statusCode, body: parsed(answer.data) };
  } catch {
    throw new Refused('OFFLINE');
  }
}

/** The body of an answer that succeeded; a refusal is thrown with its code. */
export function bodyOf<T>(answer: Answer): T {
  if (answer.status < 400) return answer.body as T;
  const refusal = answer.body as Partial<RefusalBody> | null;
  if (typeof refusal?.code === 'string') throw new Refused(refusal.code, refusal.facts ?? {});
  throw new Refused(answer.status >= 502 ? 'UNAVAILABLE' : 'INTERNAL');
}

function isSessionOver({ status, body }: Answer): boolean {
  const code = (body as Partial<RefusalBody> | null)?.code;
  return status === 401 && (code === 'SESSION_EXPIRED' || code === 'UNAUTHENTICATED');
}

/** The JSON in an answer; null where there is none. */
export function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text ?? null;
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

function queryString(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value as string | number)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
