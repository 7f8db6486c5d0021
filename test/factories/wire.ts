import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

/** What to do about one request: before it is handed on, or once it was answered. */
interface Tap {
  method: string;
  /** The beginning of the path. */
  path: string;
  when: 'asked' | 'answered';
  act: () => Promise<void>;
  done: () => void;
}

/** A wire between two processes that a test can tap at the very moment an answer is on it. */
export interface Wire {
  url: string;
  /** Acts on the next answer of the kind, once, and loses it; resolves when that has happened. */
  tap: (method: string, path: string, act: Tap['act']) => Promise<void>;
  /** Acts while the next request of the kind is on its way, once, and hands it on after. */
  delay: (method: string, path: string, act: Tap['act']) => Promise<void>;
  close: () => Promise<void>;
}

/** Hands on every request and every answer as they are; `target` is asked for each request. */
export async function aWire(target: () => string): Promise<Wire> {
  let taps: Tap[] = [];
  const take = (when: Tap['when'], method: string, path: string) => {
    const tap = taps.find(
      (one) => one.when === when && one.method === method && path.startsWith(one.path),
    );
    taps = taps.filter((one) => one !== tap);
    return tap;
  };
  const add = (when: Tap['when']): Wire['tap'] => {
    return (method, path, act) => {
      return new Promise((done) => taps.push({ method, path, when, act, done }));
    };
  };
  const handOn = async (from: IncomingMessage, to: ServerResponse) => {
    const { method = 'GET', url: path = '/', headers } = from;
    const early = take('asked', method, path);
    await early?.act();
    early?.done();
    const answer = await request(`${target()}${path}`, {
      method: method as 'GET',
      headers: { ...headers, connection: undefined },
      body: method === 'GET' ? null : from,
    });
    const body = Buffer.from(await answer.body.arrayBuffer());
    const tap = take('answered', method, path);
    if (tap) {
      await tap.act();
      to.destroy();
      return tap.done();
    }
    to.writeHead(answer.statusCode, { ...answer.headers, connection: 'close' }).end(body);
  };
  const server = createServer((from, to) => {
    handOn(from, to).catch(() => to.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tap: add('answered'),
    delay: add('asked'),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
