import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { S3PictureFiles } from '../../../server/src/pictures/s3-picture-files.js';

const SECRET = 'a-secret-of-the-store';
const REGION = 'cn-east-1';

describe('given an S3-compatible store that checks every signature', () => {
  let server: Server;
  let objects: Map<string, Buffer>;
  beforeAll(async () => {
    objects = new Map();
    server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const path = request.url?.split('?')[0] ?? '';
        if (!isSigned(request, body)) return response.writeHead(403).end();
        if (request.method === 'PUT') objects.set(path, body);
        if (request.method === 'DELETE') objects.delete(path);
        const found = objects.get(path);
        if (request.method === 'GET' && !found) {
          const missing = '<Error><Code>NoSuchKey</Code><Message>none</Message></Error>';
          return response.writeHead(404, { 'content-type': 'application/xml' }).end(missing);
        }
        return response.writeHead(200).end(request.method === 'GET' ? found : '');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  const store = (secret: string) =>
    new S3PictureFiles({
      S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      S3_REGION: REGION,
      S3_BUCKET: 'shop',
      S3_ACCESS_KEY_ID: 'key-id',
      S3_SECRET_ACCESS_KEY: secret,
    });

  it('when a picture is put, then it can be read until it is removed', async () => {
    const files = store(SECRET);
    const webp = Buffer.from('pixels');
    expect(await files.get('a.webp')).toBeNull();
    await files.put('a.webp', webp);
    expect([...objects.keys()]).toEqual(['/shop/pictures/a.webp']);
    expect(await files.get('a.webp')).toEqual(webp);
    await files.remove('a.webp');
    expect(await files.get('a.webp')).toBeNull();
  });

  it('when the secret is wrong, then nothing is stored', async () => {
    await expect(store('wrong').put('b.webp', Buffer.from('x'))).rejects.toThrow();
    expect(objects.size).toBe(0);
  });
});

/** AWS Signature Version 4, worked out anew from what arrived. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const header = request.headers.authorization ?? '';
  const [, scope, names, signature] =
    /Credential=key-id\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(header) ?? [];
  if (!scope || !names) return false;
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const hash = String(request.headers['x-amz-content-sha256']);
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body)) return false;
  const canonical = [
    request.method,
    path,
    query
      .split('&')
      .map((pair) => (pair.includes('=') || pair === '' ? pair : `${pair}=`))
      .sort()
      .join('&'),
    ...names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    hash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)];
  const key = scope.split('/').reduce<string | Buffer>((k, part) => hmac(k, part), `AWS4${SECRET}`);
  return hmac(key, toSign.join('\n')).toString('hex') === signature;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
