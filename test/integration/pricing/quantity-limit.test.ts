import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import type { Cart, ImportReport, OpsProduct, Product } from '@siyu/shared';
import { CatalogExport } from '../../../server/src/catalog/import/catalog-export.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, aSku, csvOf, idsOf, importCsv, stocked } from '../../factories/product.js';
import { aBuyer, aHandle, placed, quoted, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const COLUMN = 'Max Per Order (product.metafields.siyu.max_per_order)';

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  buyer = await aBuyer(shop);
});
afterAll(() => shop.close());

/** A product in two sizes of which one order may hold so many. */
async function aLimited(perOrderMax: number | null) {
  const handle = aHandle();
  const skus = ['S', 'L'].map((size) => aSku({ code: `${handle}-${size}`, optionValues: [size] }));
  await stocked(shop, aProduct({ handle, optionNames: ['尺码'], skus, perOrderMax }));
  const { productId, skuIds } = await idsOf(shop, handle);
  const [small, large] = skuIds as [string, string];
  return { handle, productId, small, large };
}

describe('given a product of which one order may hold three', () => {
  it('when its page is read, then it says so', async () => {
    const { productId } = await aLimited(3);
    const page = await buyer.get<Product>(`/shop/products/${productId}`);
    expect(page.perOrderMax).toBe(3);
  });

  it('when two sizes make four, then quote and order are refused and name both lines', async () => {
    const { small, large } = await aLimited(3);
    const lines = [
      { skuId: small, quantity: 2 },
      { skuId: large, quantity: 2 },
    ];
    const quote = await quoted(buyer, lines);
    expect(quote.refusal).toBe('QUANTITY_LIMIT');
    expect(quote.lines).toMatchObject([
      { refusal: 'QUANTITY_LIMIT', perOrderMax: 3 },
      { refusal: 'QUANTITY_LIMIT', perOrderMax: 3 },
    ]);
    const body = {
      ...{ lines, addressId: buyer.addressId, shownTotalFen: quote.totalFen },
      returnPolicyConfirmed: true,
    };
    const answer = await buyer.ask('POST', '/shop/orders', { body });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'QUANTITY_LIMIT', facts: { skuIds: [small, large] } },
    });
  });

  it('when three are ordered, then they are sold; the next order may hold three again', async () => {
    const { small, large } = await aLimited(3);
    const lines = [
      { skuId: small, quantity: 1 },
      { skuId: large, quantity: 2 },
    ];
    await placed(buyer, lines);
    expect((await quoted(buyer, lines)).refusal).toBeNull();
  });

  it('when four of a size stand in a cart, then the line says it is over the limit', async () => {
    const { small } = await aLimited(3);
    const put = (quantity: number) =>
      buyer.put<Cart>(`/shop/cart/lines/${small}`, { quantity }).then(({ lines }) => lines[0]);
    expect(await put(3)).toMatchObject({ state: 'ok', perOrderMax: 3 });
    expect(await put(4)).toMatchObject({ state: 'over-limit', quantity: 4 });
  });
});

describe('given an operator', () => {
  it('when they set and lift the limit, then the page and the quote follow', async () => {
    const { productId, small } = await aLimited(null);
    const path = `/ops/products/${productId}`;
    const setTo = async (perOrderMax: number | null) => {
      const { id: _id, version, skus, ...rest } = await operator.get<OpsProduct>(path);
      const own = skus.map(({ struckFen: _struck, ...sku }) => sku);
      const product = { ...rest, skus: own, perOrderMax };
      return operator.put<OpsProduct>(path, { version, product });
    };
    const refusal = async () => (await quoted(buyer, [{ skuId: small, quantity: 2 }])).refusal;
    expect((await setTo(1)).perOrderMax).toBe(1);
    expect(await refusal()).toBe('QUANTITY_LIMIT');
    await setTo(null);
    expect(await refusal()).toBeNull();
    expect((await buyer.get<Product>(`/shop/products/${productId}`)).perOrderMax).toBeNull();
    await expect(setTo(0)).rejects.toThrow(/INVALID_INPUT/);
  });
});

describe('given the product file', () => {
  const exported = () => text(shop.app.get(CatalogExport, { strict: false }).stream());
  const limitOf = async ({ productId }: { productId: string }) =>
    (await operator.get<OpsProduct>(`/ops/products/${productId}`)).perOrderMax;

  it('when it is exported and imported, then the limit stays and nothing changes', async () => {
    const limited = await aLimited(3);
    const file = await exported();
    expect(file.split('\n')[0]).toContain(COLUMN);
    expect(await importCsv(shop, Buffer.from(file))).toMatchObject({ updated: 0, refused: 0 });
    expect(await limitOf(limited)).toBe(3);
    expect(await exported()).toBe(file);
  });

  it('when it lacks the column, then the limit stays; when the cell is empty, then it goes', async () => {
    const limited = await aLimited(3);
    const head = `Handle,Title,Variant Price`;
    const without = `${head}\n${limited.handle},改名,1`;
    expect(await importCsv(shop, Buffer.from(without))).toMatchObject({ updated: 1 });
    expect(await limitOf(limited)).toBe(3);
    const empty = `${head},${COLUMN}\n${limited.handle},改名,1,`;
    expect(await importCsv(shop, Buffer.from(empty))).toMatchObject({ updated: 1 });
    expect(await limitOf(limited)).toBeNull();
  });

  it.each(['0', '-1', '2.5', '三', '99999999'])(
    'when the limit is %s, then the row is named and its product left out',
    async (cell) => {
      const draft = aProduct({ handle: aHandle(), perOrderMax: 9_876 });
      const file = csvOf(draft).toString().replace('9876', cell);
      const report: ImportReport = await importCsv(shop, Buffer.from(file));
      expect(report.problems).toMatchObject([{ line: 2, column: COLUMN, reason: 'LIMIT_INVALID' }]);
    },
  );
});
