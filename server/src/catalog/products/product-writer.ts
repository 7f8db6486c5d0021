import { Injectable } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import type { Tx } from '../../platform/transaction.js';
import { CatalogVersion } from '../catalog-version.js';
import {
  difference,
  isRepriced,
  isSameSku,
  stockDelta,
  type SkuPair,
  type Written,
} from './product-difference.js';
import {
  insertProduct,
  recordPrices,
  replacePictures,
  retireSkus,
  updateProduct,
  upsertSkus,
  type SkuToWrite,
} from './product-rows.js';
import { SoldPrices } from '../sold-prices.js';
import { Stock } from '../stock.js';
import type { StoredProduct, WantedProduct } from './stored-product.js';

/** Who writes, and what the stock movements it causes are filed under. */
export interface Author {
  operatorId: string | null;
  /** `import` or `edit`. */
  reason: string;
  /** What a stock movement says beside its reason. */
  note: string;
}

type NumberedPair = SkuPair & { id: string };

/** Brings a whole product to what someone wants, writing only what differs. */
@Injectable()
export class ProductWriter {
  constructor(
    private readonly clock: Clock,
    private readonly stock: Stock,
    private readonly sold: SoldPrices,
    private readonly version: CatalogVersion,
  ) {}

  /** Writes the product; `existing` was read and locked in this transaction. */
  async write(
    tx: Tx,
    existing: StoredProduct | null,
    wanted: WantedProduct,
    author: Author,
  ): Promise<{ id: string; outcome: Written }> {
    assert(wanted.skus.length > 0, 'a product has a SKU');
    const now = this.clock.now();
    const id = existing?.id ?? newId(now);
    const { outcome, pairs, withdrawn } = difference(existing, wanted);
    if (outcome === 'unchanged') return { id, outcome };
    if (existing) await updateProduct(tx, id, wanted, now);
    else await insertProduct(tx, id, wanted, now);
    const numbered = pairs.map((pair) => ({ ...pair, id: pair.before?.id ?? newId(now) }));
    await this.writeSkus(tx, id, numbered, author);
    await retireSkus(
      tx,
      withdrawn.map((sku) => sku.id),
    );
    await replacePictures(tx, id, wanted.pictures);
    const items = numbered.map((pair) => ({ skuId: pair.id, quantity: stockDelta(pair) }));
    await this.stock.adjust(tx, { ...author, referenceId: newId(now), items });
    await this.version.raise(tx);
    return { id, outcome };
  }

  private async writeSkus(
    tx: Tx,
    productId: string,
    pairs: readonly NumberedPair[],
    author: Author,
  ): Promise<void> {
    const changed = pairs.filter((pair) => !isSameSku(pair));
    if (changed.length === 0) return;
    const now = this.clock.now();
    // A struck price looks back from the moment the price changed, so a new list price alone
    // keeps the basis found then.
    const priced = changed.filter(({ before, wanted }) => before?.priceFen !== wanted.priceFen);
    const bases = await this.sold.basesAt(
      tx,
      priced.map((pair) => pair.id),
      now,
    );
    const toWrite = (pair: NumberedPair): SkuToWrite => ({
      ...pair.wanted,
      id: pair.id,
      position: pair.position,
      struckBasisFen: bases.get(pair.id) ?? (bases.has(pair.id) ? null : basisOf(pair)),
    });
    await upsertSkus(tx, productId, changed.map(toWrite));
    await recordPrices(tx, changed.filter(isRepriced).map(toWrite), author.operatorId, now);
  }
}

function basisOf({ before }: SkuPair): SkuToWrite['struckBasisFen'] {
  return before?.struckBasisFen ?? null;
}
