import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportRun, OpsProductRow, Page } from '@siyu/shared';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, aSku, csvOf } from '../../factories/product.js';
import { upload } from '../../factories/picture.js';
import { aShop, type TestShop } from '../../factories/shop.js';

describe('given an operator who imports by API', () => {
  let shop: TestShop;
  let operator: TestOperator;
  beforeAll(async () => {
    shop = await aShop();
    operator = await anOperator(shop);
  });
  afterAll(() => shop.close());

  it('when a file is imported by API, then a job works it off and its progress is told', async () => {
    const file = csvOf(
      aProduct({ handle: 'by-api', title: '由接口' }),
      aProduct({ handle: 'bad-api', skus: [aSku({ pictureSrc: 'pictures/none.webp' })] }),
    );
    const start = async (query: string) => {
      const url = `${shop.url}/ops/catalog/imports${query}`;
      const answer = await upload(url, operator.token, file, { type: 'text/csv' });
      expect(answer.status).toBe(202);
      return (await answer.json()) as ImportRun;
    };
    const ended = async ({ id }: ImportRun) => {
      await shop.settle();
      return operator.get<ImportRun>(`/ops/catalog/imports/${id}`);
    };
    const dry = await start('?dryRun=true');
    expect(dry).toMatchObject({ state: 'waiting', report: null });
    expect(await ended(dry)).toMatchObject({
      state: 'done',
      report: { dryRun: true, created: 1, refused: 1, productsTotal: 2, productsDone: 2 },
    });
    const real = await ended(await start(''));
    expect(real.report).toMatchObject({
      created: 1,
      problems: [
        { line: 3, handle: 'bad-api', column: 'Variant Image', reason: 'PICTURE_MISSING' },
      ],
    });
    const found = await operator.get<Page<OpsProductRow>>('/ops/products?q=by-api');
    expect(found.items).toHaveLength(1);
    const exported = await fetch(`${shop.url}/ops/catalog/export`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    expect(exported.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await exported.text()).toMatch(/^Handle,Title,[\s\S]*\nby-api,由接口,/);
  });

  it('when the file is no product file or too large, then it is refused at once', async () => {
    const send = async (bytes: Buffer) => {
      const answer = await upload(`${shop.url}/ops/catalog/imports`, operator.token, bytes);
      return ((await answer.json()) as { code: string }).code;
    };
    expect(await send(Buffer.from('a,b'))).toBe('IMPORT_INVALID');
    expect(await send(Buffer.alloc(6_000_000, 'a'))).toBe('TOO_LARGE');
  });
});
