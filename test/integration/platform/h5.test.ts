import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
const directory = mkdtempSync(join(tmpdir(), 'siyu-h5-'));
beforeAll(async () => {
  mkdirSync(join(directory, 'js'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Siyu</title>');
  writeFileSync(join(directory, 'js', 'app.js'), 'void 0;');
  shop = await aShop({ H5_DIR: directory });
});
afterAll(async () => {
  await shop.close();
  rmSync(directory, { recursive: true });
});

/** The sources a page may use, by directive. */
async function policyOf(path: string): Promise<Record<string, string[]>> {
  const { headers } = await fetch(shop.url + path);
  const directives = (headers.get('content-security-policy') ?? '').split('; ');
  return Object.fromEntries(
    directives.map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

describe('given a shop that serves its H5 storefront', () => {
  it.each(['/', '/index.html', '/js/app.js'])(
    'when %s is asked for, then it is guarded',
    async (path) => {
      const answer = await fetch(shop.url + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await policyOf(path)).toMatchObject({
        'default-src': [`'self'`],
        'script-src': [`'self'`],
        'object-src': [`'none'`],
        'base-uri': [`'none'`],
        'frame-ancestors': [`'none'`],
      });
    },
  );

  it('when it shows pictures, then they come from the shop, or from elsewhere by HTTPS', async () => {
    const sources = (await policyOf('/'))['img-src'];
    expect(sources).toEqual(expect.arrayContaining([`'self'`, 'https:', shop.config.PUBLIC_URL]));
    expect(sources).not.toContain('http:');
  });

  it('when it asks, then it asks the shop and its sandbox, nobody else', async () => {
    const sources = (await policyOf('/'))['connect-src'];
    expect(sources).toEqual([`'self'`, 'blob:', shop.sandbox.url]);
  });
});
