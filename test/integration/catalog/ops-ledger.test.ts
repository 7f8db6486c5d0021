import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fen,
  type OpsProduct,
  type Page,
  type PriceChange,
  type StockMovement,
} from '@siyu/shared';
import { SoldPrices } from '../../../server/src/catalog/sold-prices.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { aCatalogOperator, type CatalogOperator } from '../../factories/catalog-operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const HOUR_MS = 3_600_000;

describe('given an operator who corrects stock and prices', () => {
  let shop: TestShop;
  let operator: CatalogOperator;
  beforeAll(async () => {
    shop = await aShop();
    operator = await aCatalogOperator(shop);
  });
  afterAll(() => shop.close());

  it('when stock is adjusted, then the ledger says why and never goes below zero', async () => {
    const sku = (await operator.adds()).skus[0]!;
    const path = `/ops/skus/${sku.id}/stock-movements`;
    expect(await operator.post(path, { quantity: -5, note: '盘亏' })).toEqual({
      skuId: sku.id,
      stock: 0,
    });
    expect(await operator.refusal('POST', path, { body: { quantity: -1, note: 'x' } })).toBe(
      'STOCK_BELOW_ZERO',
    );
    expect(await operator.refusal('POST', path, { body: { quantity: 0, note: 'x' } })).toBe(
      'INVALID_INPUT',
    );
    const { items } = await operator.get<Page<StockMovement>>(path);
    expect(items.map((one) => [one.reason, one.quantity, one.note])).toEqual([
      ['adjustment', -5, '盘亏'],
      ['edit', 5, ''],
    ]);
    expect(await operator.audited(sku.id)).toEqual(['stock.adjust']);
    const unknown = `/ops/skus/${'0'.repeat(26)}/stock-movements`;
    expect(await operator.refusal('POST', unknown, { body: { quantity: 1, note: 'x' } })).toBe(
      'SKU_NOT_FOUND',
    );
  });

  it('when a price is cut, then only a price really sold at may be struck through', async () => {
    const product = await operator.adds({ published: true });
    const sku = product.skus[0]!;
    const reprice = async (version: number, priceFen: number, listPriceFen: number | null) => {
      const body = { version, priceFen, listPriceFen };
      return operator.put<OpsProduct>(`/ops/skus/${sku.id}/price`, body);
    };
    const sold = (unitPaidFen: number) =>
      inTransaction(shop.db, (tx) =>
        shop.app
          .get(SoldPrices, { strict: false })
          .record(tx, [{ skuId: sku.id, unitPaidFen: fen(unitPaidFen), paidAt: shop.clock.now() }]),
      );
    const never = await reprice(1, 6_600, 8_800);
    expect(never.skus[0]!.struckFen).toBeNull();
    await reprice(2, 8_800, null);
    await sold(8_800);
    await sold(8_500);
    shop.clock.advance(HOUR_MS);
    const above = await reprice(3, 6_600, 8_800);
    expect(above.skus[0]!.struckFen).toBeNull();
    const proven = await reprice(4, 6_600, 8_500);
    expect(proven.skus[0]!.struckFen).toBe(8_500);
    expect((await operator.seen(product.id)).skus[0]!.struckFen).toBe(8_500);
    const { items } = await operator.get<Page<PriceChange>>(`/ops/skus/${sku.id}/prices`);
    expect(items.map((one) => [one.priceFen, one.listPriceFen, one.struckBasisFen])).toEqual([
      [6_600, 8_500, 8_500],
      [6_600, 8_800, 8_500],
      [8_800, null, null],
      [6_600, 8_800, null],
      [8_800, null, null],
    ]);
    expect(
      await operator.refusal('PUT', `/ops/skus/${sku.id}/price`, {
        body: { version: 1, priceFen: 1, listPriceFen: null },
      }),
    ).toBe('VERSION_CONFLICT');
  });
});
