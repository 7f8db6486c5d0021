import { Inject, Injectable } from '@nestjs/common';
import {
  csvCell,
  groupRows,
  readProduct,
  type CsvRow,
  type ImportProblem,
  type ImportReport,
  type ProductDraft,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail, type Author } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { ensurePath, findPath } from '../categories/category-path.js';
import { Descriptions } from '../products/description.js';
import { difference, type Written } from '../products/product-difference.js';
import { ProductWriter } from '../products/product-writer.js';
import { storedProducts, type WantedProduct } from '../products/stored-product.js';
import { emptyReport, ReportBuilder } from './import-report.js';
import { parseCsv } from './parse-csv.js';
import type { PictureSource } from './picture-source.js';
import { PictureResolver } from './resolve-pictures.js';

export interface ImportOrder {
  importId: string;
  csv: Buffer;
  dryRun: boolean;
  files: PictureSource;
  author: Author;
  /** Told after every product; awaited, so it may write. */
  onProgress: (report: ImportReport) => Promise<void> | void;
  /** Goes on from where an earlier run of the same file stopped. */
  resumeFrom?: ImportReport | null;
  /** Asked after every product; false stops the run there. */
  mayGoOn?: () => boolean;
}

/** A product of a file, before it is known what is there already. */
type FromFile = Omit<WantedProduct, 'categoryId' | 'perOrderMax'> &
  Pick<ProductDraft, 'perOrderMax'>;

/** A category no row has: a dry run's stand-in for one that the import would add. */
const TO_BE_ADDED = 'to be added';

/** Brings a product file into the catalogue: each product whole or not at all. */
@Injectable()
export class CatalogImport {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly writer: ProductWriter,
    private readonly pictures: PictureResolver,
    private readonly descriptions: Descriptions,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Imports by handle, and within a product by SKU code, then by option values. What the file
   * says already stands unchanged. Running an import again, whole or half, is harmless.
   * @throws Refusal IMPORT_INVALID when it is no product file
   */
  async run(order: ImportOrder): Promise<ImportReport> {
    const parsed = parseCsv(order.csv);
    const { products, problems } = groupRows(parsed.rows);
    const strays = [...parsed.problems, ...problems];
    const spoilt = new Set(strays.map((problem) => problem.handle));
    const report = new ReportBuilder(
      order.resumeFrom ?? emptyReport(products.length, order.dryRun, strays),
    );
    for (const rows of products.slice(report.current.productsDone)) {
      await this.importOne(rows, spoilt, order, report);
      await order.onProgress(report.current);
      if (order.mayGoOn?.() === false) break;
    }
    return report.current;
  }

  private async importOne(
    rows: readonly CsvRow[],
    spoilt: ReadonlySet<string>,
    order: ImportOrder,
    report: ReportBuilder,
  ): Promise<void> {
    const { product, problems } = readProduct(rows);
    if (!product || spoilt.has(product.handle)) return report.refused(problems);
    const { srcs, refusal } = await this.pictures.resolve(product, order.files, order.dryRun);
    if (refusal) return report.refused([pictureProblem(rows, refusal)]);
    const wanted = this.wanted(product, srcs);
    try {
      report.written(await this.write(product.categoryPath, wanted, order));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { line } = rows[0] as CsvRow;
      const { handle } = product;
      report.refused([{ line, handle, column: null, reason: 'WRITE_REFUSED' }]);
    }
  }

  private wanted(product: ProductDraft, srcs: ReadonlyMap<string, string>): FromFile {
    const { categoryPath: _path, ...fields } = product;
    const kept = (src: string) => srcs.get(src) ?? src;
    return {
      ...fields,
      descriptionHtml: this.descriptions.clean(product.descriptionHtml),
      pictures: product.pictures.map(({ src, alt }) => ({ src: kept(src), alt })),
      skus: product.skus.map((sku) => ({
        ...sku,
        pictureSrc: sku.pictureSrc === null ? null : kept(sku.pictureSrc),
      })),
    };
  }

  private write(
    path: readonly string[],
    fromFile: FromFile,
    { dryRun, author, importId }: ImportOrder,
  ): Promise<Written> {
    return inTransaction(this.db, async (tx) => {
      const lock = dryRun ? '' : 'FOR UPDATE';
      const [existing] = await storedProducts(tx, `WHERE handle = ? ${lock}`, [fromFile.handle]);
      const { perOrderMax = existing?.perOrderMax ?? null } = fromFile;
      const wanted = { ...fromFile, perOrderMax };
      if (dryRun) {
        const found = path.length > 0 ? await findPath(tx, path) : null;
        const categoryId = path.length > 0 ? (found ?? TO_BE_ADDED) : null;
        return difference(existing ?? null, { ...wanted, categoryId }).outcome;
      }
      const whole = { ...wanted, categoryId: await this.categoryAt(tx, path, author) };
      const action = 'product.import';
      const occasion = { author, action, reason: 'import', note: importId } as const;
      return (await this.writer.write(tx, existing ?? null, whole, occasion)).outcome;
    });
  }

  private async categoryAt(
    tx: Tx,
    path: readonly string[],
    operator: Author,
  ): Promise<string | null> {
    const { id, added } = await ensurePath(tx, path, this.clock.now());
    for (const { id: subjectId, ...after } of added) {
      const what = { action: 'category.create', subjectKind: 'category', subjectId };
      await this.audit.record(tx, { operator, ...what, before: null, after });
    }
    return id;
  }
}

/** The row that names the picture. */
function pictureProblem(
  rows: readonly CsvRow[],
  { src, reason }: { src: string; reason: ImportProblem['reason'] },
): ImportProblem {
  const column = rows.some((row) => csvCell(row, 'Image Src') === src)
    ? 'Image Src'
    : 'Variant Image';
  const row = rows.find((one) => csvCell(one, column) === src) as CsvRow;
  return { line: row.line, handle: csvCell(row, 'Handle'), column, reason };
}
