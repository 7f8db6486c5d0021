import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { CSV_COLUMNS, writeProduct, type ProductDraft } from '@siyu/shared';
import { stringify } from 'csv-stringify/sync';
import { DataSource } from 'typeorm';
import { PictureUrls } from '../../pictures/picture-url.js';
import { rows } from '../../platform/transaction.js';
import { storedProducts, type StoredProduct } from '../products/stored-product.js';

const BATCH = 200;

interface CategoryRow {
  id: string;
  name: string;
  parent_id: string;
}

/** The catalogue as a product file. Imported again it changes nothing. */
@Injectable()
export class CatalogExport {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly pictures: PictureUrls,
  ) {}

  /** The file as a stream, a batch of products in memory at a time. */
  stream(): Readable {
    return Readable.from(this.chunks());
  }

  private async *chunks(): AsyncGenerator<string> {
    const paths = await this.categoryPaths();
    yield stringify([[...CSV_COLUMNS]]);
    let after: { position: number; id: string } | null = { position: -1, id: '' };
    while (after) {
      const batch: { id: string; position: number }[] = await rows(
        this.db.manager,
        `SELECT id, position FROM product WHERE (position, id) > (?, ?)
         ORDER BY position, id LIMIT ${BATCH}`,
        [after.position, after.id],
      );
      if (batch.length > 0) yield await this.text(batch, paths);
      after = batch.at(-1) ?? null;
    }
  }

  private async text(
    batch: readonly { id: string }[],
    paths: ReadonlyMap<string, string[]>,
  ): Promise<string> {
    const ids = batch.map((row) => row.id);
    const products = await storedProducts(
      this.db.manager,
      'WHERE id IN (?) ORDER BY position, id',
      [ids],
    );
    return stringify(products.flatMap((product) => writeProduct(this.draft(product, paths))));
  }

  private draft(
    { categoryId, skus, pictures, ...fields }: StoredProduct,
    paths: ReadonlyMap<string, string[]>,
  ): ProductDraft {
    return {
      ...fields,
      categoryPath: categoryId === null ? [] : (paths.get(categoryId) ?? []),
      pictures: pictures.map(({ src, alt }) => ({ src: this.pictures.absoluteUrlOf(src), alt })),
      skus: skus
        .filter((sku) => !sku.retired)
        .map((sku) => ({
          ...sku,
          pictureSrc: sku.pictureSrc && this.pictures.absoluteUrlOf(sku.pictureSrc),
        })),
    };
  }

  private async categoryPaths(): Promise<Map<string, string[]>> {
    const found = await rows<CategoryRow>(
      this.db.manager,
      'SELECT id, name, parent_id FROM category',
    );
    const byId = new Map(found.map((row) => [row.id, row]));
    const pathTo = (row: CategoryRow | undefined): string[] =>
      row ? [...pathTo(byId.get(row.parent_id)), row.name] : [];
    return new Map(found.map((row) => [row.id, pathTo(row)]));
  }
}
