import { Inject, Injectable } from '@nestjs/common';
import type { OpsProduct, PriceEdit, ProductEdit, ProductInput } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Pictures } from '../../pictures/pictures.js';
import { isElsewhere, PictureUrls } from '../../pictures/picture-url.js';
import type { OperatorSession } from '../../platform/access.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, rows, type Tx } from '../../platform/transaction.js';
import { Descriptions } from './description.js';
import { OpsProducts } from './ops-products.js';
import { ProductWriter } from './product-writer.js';
import { storedProducts, type StoredProduct, type WantedProduct } from './stored-product.js';

const NO_SRC = { issues: [{ path: ['pictures'], message: 'neither ours nor an address' }] };

/** What an operator does to products, each edit against the version they saw. */
@Injectable()
export class ProductEdits {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly writer: ProductWriter,
    private readonly pictures: Pictures,
    private readonly urls: PictureUrls,
    private readonly descriptions: Descriptions,
    private readonly products: OpsProducts,
  ) {}

  /** @throws Refusal CONFLICT when the handle is taken, CATEGORY_NOT_FOUND, PICTURE_NOT_FOUND */
  async create(operator: OperatorSession, input: ProductInput): Promise<OpsProduct> {
    const wanted = await this.wanted(input);
    return this.transact((tx) => this.write(tx, operator, 'product.create', null, wanted));
  }

  /**
   * Replaces a product whole; SKUs it no longer has are withdrawn from sale.
   * @throws Refusal PRODUCT_NOT_FOUND, VERSION_CONFLICT, and as `create`
   */
  async replace(operator: OperatorSession, id: string, edit: ProductEdit): Promise<OpsProduct> {
    const wanted = await this.wanted(edit.product);
    return this.transact(async (tx) => {
      const stored = await locked(tx, id, edit.version);
      return this.write(tx, operator, 'product.replace', stored, wanted);
    });
  }

  /** Puts a product on sale or takes it off. @throws Refusal PRODUCT_NOT_FOUND, VERSION_CONFLICT */
  async publish(
    operator: OperatorSession,
    id: string,
    { version, published }: { version: number; published: boolean },
  ): Promise<OpsProduct> {
    const action = published ? 'product.publish' : 'product.unpublish';
    return this.transact(async (tx) => {
      const stored = await locked(tx, id, version);
      return this.write(tx, operator, action, stored, { ...asWanted(stored), published });
    });
  }

  /** Changes what a SKU costs. @throws Refusal SKU_NOT_FOUND, VERSION_CONFLICT */
  async reprice(operator: OperatorSession, skuId: string, edit: PriceEdit): Promise<OpsProduct> {
    const { version, ...prices } = edit;
    const id = await this.products.productOf(skuId);
    return this.transact(async (tx) => {
      const stored = await locked(tx, id, version);
      const wanted = asWanted(stored);
      const skus = wanted.skus.map((sku) => (sku.id === skuId ? { ...sku, ...prices } : sku));
      return this.write(tx, operator, 'sku.reprice', stored, { ...wanted, skus });
    });
  }

  private async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.db, work);
    } catch (error) {
      if (isDuplicate(error)) throw new Refusal('CONFLICT', { taken: 'handle' });
      throw error;
    }
  }

  private async write(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    stored: StoredProduct | null,
    wanted: WantedProduct,
  ): Promise<OpsProduct> {
    await refuseUnknownCategory(tx, wanted.categoryId);
    const occasion = { author: operator, action, reason: 'edit', note: '' } as const;
    const { id } = await this.writer.write(tx, stored, wanted, occasion);
    return this.products.show(tx, id);
  }

  private async wanted(input: ProductInput): Promise<WantedProduct> {
    return {
      ...input,
      descriptionHtml: this.descriptions.clean(input.descriptionHtml),
      pictures: await Promise.all(
        input.pictures.map(async ({ url, alt }) => ({ src: await this.srcOf(url), alt })),
      ),
      skus: await Promise.all(
        input.skus.map(async ({ pictureUrl, ...sku }) => ({
          ...sku,
          pictureSrc: pictureUrl === null ? null : await this.srcOf(pictureUrl),
        })),
      ),
    };
  }

  private async srcOf(url: string): Promise<string> {
    const own = this.urls.ownName(url);
    if (own === null && isElsewhere(url)) return url;
    if (own === null) throw new Refusal('INVALID_INPUT', NO_SRC);
    if (await this.pictures.has(own)) return own;
    throw new Refusal('PICTURE_NOT_FOUND', { url });
  }
}

async function locked(tx: Tx, id: string, version: number): Promise<StoredProduct> {
  const [stored] = await storedProducts(tx, 'WHERE id = ? FOR UPDATE', [id]);
  if (!stored) throw new Refusal('PRODUCT_NOT_FOUND');
  if (stored.version !== version)
    throw new Refusal('VERSION_CONFLICT', { version: stored.version });
  return stored;
}

/** The product as it is, put as a wish: stock stays out of it, the ledger moves on meanwhile. */
function asWanted(stored: StoredProduct): WantedProduct {
  const onOffer = stored.skus.filter((sku) => !sku.retired);
  return { ...stored, skus: onOffer.map((sku) => ({ ...sku, stock: null })) };
}

async function refuseUnknownCategory(tx: Tx, categoryId: string | null): Promise<void> {
  if (categoryId === null) return;
  const found = await rows(tx, 'SELECT 1 FROM category WHERE id = ? LOCK IN SHARE MODE', [
    categoryId,
  ]);
  if (found.length === 0) throw new Refusal('CATEGORY_NOT_FOUND');
}
