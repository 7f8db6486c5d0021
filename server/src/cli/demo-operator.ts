import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDEMPOTENCY_HEADER } from '@siyu/shared';
import type { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { LOGIN_FILE } from './demo-campaigns.js';

type Method = 'GET' | 'POST' | 'PUT';

/** Asks the running shop; throws with what it answered when refused. */
export type Ask = <T>(method: Method, path: string, body?: object) => Promise<T>;

/** Where the running shop is, what time it is, and where the demo keeps what it knows. */
export interface DemoPlace {
  url: string;
  clock: Clock;
  directory: string;
}

/** Null where the demo's operator has not got the password that it was given. */
export async function asOperator(place: DemoPlace): Promise<Ask | null> {
  const file = join(place.directory, LOGIN_FILE);
  if (!existsSync(file)) return null;
  const { operator: name, password } = JSON.parse(readFileSync(file, 'utf8')) as {
    operator: string;
    password: string;
  };
  const login = await send(place, null, 'POST', '/ops/login', { name, password });
  if (!login.ok) return null;
  const { token } = (await login.json()) as { token: string };
  return asking(place, token);
}

/** Asks as anybody may. */
export function asAnybody(place: DemoPlace): Ask {
  return asking(place, null);
}

function asking(place: DemoPlace, token: string | null): Ask {
  return async <T>(method: Method, path: string, body?: object) => {
    const answer = await send(place, token, method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
}

function send(
  { url, clock }: DemoPlace,
  token: string | null,
  method: Method,
  path: string,
  body: object = {},
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(method !== 'GET' && {
        'content-type': 'application/json',
        [IDEMPOTENCY_HEADER]: newId(clock.now()),
      }),
    },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
}
