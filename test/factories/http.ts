import { randomBytes } from 'node:crypto';
import { IDEMPOTENCY_HEADER, type RefusalCode } from '@siyu/shared';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** What came back: the status, the parsed body, and the headers. */
export interface Answered<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface Asked {
  body?: unknown;
  /** `null` leaves the header out; by default every write makes its own. */
  key?: string | null;
  headers?: Record<string, string>;
}

/** A plain caller of the API: `client(shop.url, token)`. */
export interface Client {
  /** Asks and hands over whatever is answered. */
  ask<T = unknown>(method: Method, path: string, asked?: Asked): Promise<Answered<T>>;
  /** Reads; throws when refused. */
  get<T>(path: string): Promise<T>;
  /** Writes; throws when refused. */
  post<T>(path: string, body?: unknown, key?: string): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  del(path: string): Promise<void>;
  /** The code a request is refused with, or null when it is not refused. */
  refusal(method: Method, path: string, asked?: Asked): Promise<RefusalCode | null>;
}

export function client(url: string, token: string | null = null): Client {
  const ask = async <T>(method: Method, path: string, asked: Asked = {}): Promise<Answered<T>> => {
    const response = await fetch(url + path, {
      method,
      headers: headersOf(method, token, asked),
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    });
    const text = await response.text();
    const body = (text === '' ? null : JSON.parse(text)) as T;
    return { status: response.status, body, headers: response.headers };
  };
  const must = async <T>(method: Method, path: string, asked?: Asked): Promise<T> => {
    const { status, body } = await ask<T>(method, path, asked);
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    ask,
    get: (path) => must('GET', path),
    post: (path, body = {}, key = newKey()) => must('POST', path, { body, key }),
    put: (path, body) => must('PUT', path, { body }),
    del: (path) => must('DELETE', path),
    refusal: async (method, path, asked) => {
      const { status, body } = await ask<{ code: RefusalCode }>(method, path, asked);
      return status >= 400 ? body.code : null;
    },
  };
}

/** A fresh Idempotency-Key. */
export function newKey(): string {
  return randomBytes(16).toString('hex');
}

function headersOf(method: Method, token: string | null, asked: Asked): Record<string, string> {
  const key = asked.key === undefined && method !== 'GET' ? newKey() : asked.key;
  return {
    ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(key ? { [IDEMPOTENCY_HEADER]: key } : {}),
    ...asked.headers,
  };
}
