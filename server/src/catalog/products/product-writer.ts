import { Injectable } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { AuditTrail, type Author } from '../../platform/audit-trail.js';
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
import { productChanges } from './product-changes.js';
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

/** Who writes, and what it is filed under. */
export interface Occasion {
  author: Author;
  /** In the audit log: `product.replace`, `sku.reprice` … */
  action: string;
  /** Of the stock movements it causes. */
  reason: 'import' | 'edit';
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
    private readonly audit: AuditTrail,
  ) {}

  /** Writes the product and logs it; `existing` was read and locked in this transaction. */
  async write(
    tx: Tx,
    existing: StoredProduct | null,
    wanted: WantedProduct,
    { author, action, reason, note }: Occasion,
  ): Promise<{ id: string; outcome: Written }> {
    assert(wanted.skus.length > 0, 'a product has a SKU');
    const now = this.clock.now();
    const id = existing?.id ?? newId(now);
    const { outcome, pairs, withdrawn } = difference(existing, wanted);
    if (outcome === 'unchanged') return { id, outcome };
    if (existing) await updateProduct(tx, id, wanted, now);
    else await insertProduct(tx, id, wanted, now);
    const numbered = pairs.map((pair) => ({ ...pair, id: pair.before?.id ?? newId(now) }));
    await this.writeSkus(tx, id, numbered, author.operatorId);
    await retireSkus(
      tx,
      withdrawn.map((sku) => sku.id),
    );
    await replacePictures(tx, id, wanted.pictures);
    const items = numbered.map((pair) => ({ skuId: pair.id, quantity: stockDelta(pair) }));
    const { operatorId } = author;
    await this.stock.adjust(tx, { operatorId, reason, note, referenceId: newId(now), items });
    const what = { operator: author, action, subjectKind: 'product', subjectId: id };
    const changes = productChanges(existing, wanted, numbered, withdrawn);
    await this.audit.record(tx, { ...what, ...changes });
    await this.version.raise(tx);
    return { id, outcome };
  }

  private async writeSkus(
    tx: Tx,
    productId: string,
    pairs: readonly NumberedPair[],
    operatorId: string | null,
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
    await recordPrices(tx, changed.filter(isRepriced).map(toWrite), operatorId, now);
  }
}

function basisOf({ before }: SkuPair): SkuToWrite['struckBasisFen'] {
  return before?.struckBasisFen ?? null;
}
