import { Inject, Injectable } from '@nestjs/common';
import { CATEGORY_DEPTH_MAX, type CategoryInput, type OpsCategory } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Pictures } from '../../pictures/pictures.js';
import { PictureUrls } from '../../pictures/picture-url.js';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, type Tx } from '../../platform/transaction.js';
import { CatalogVersion } from '../catalog-version.js';
import {
  allCategories,
  deleteCategory,
  insertCategory,
  isEmptyCategory,
  lockedCategories,
  updateCategory,
  type CategoryRow,
} from './category.store.js';

/** What operators do to the tree of categories. An edit locks the whole tree: it is small. */
@Injectable()
export class Categories {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly urls: PictureUrls,
    private readonly pictures: Pictures,
    private readonly audit: AuditTrail,
    private readonly version: CatalogVersion,
  ) {}

  async list(): Promise<OpsCategory[]> {
    return (await allCategories(this.db.manager)).map((row) => this.view(row));
  }

  /** @throws Refusal CATEGORY_NOT_FOUND (the parent), CONFLICT (name taken, or tree too deep) */
  async create(operator: OperatorSession, input: CategoryInput): Promise<OpsCategory> {
    const id = newId(this.clock.now());
    return this.transact(operator, 'category.create', id, async (tx, tree) => {
      const row = await this.rowOf(id, 1, input);
      refuseMisplaced(tree, row);
      await insertCategory(tx, row, this.clock.now());
      return { before: null, after: this.view(row) };
    });
  }

  /** @throws Refusal CATEGORY_NOT_FOUND, VERSION_CONFLICT, CONFLICT as `create` */
  async replace(
    operator: OperatorSession,
    id: string,
    edit: { version: number; category: CategoryInput },
  ): Promise<OpsCategory> {
    return this.transact(operator, 'category.replace', id, async (tx, tree) => {
      const before = versioned(tree, id, edit.version);
      const row = await this.rowOf(id, edit.version + 1, edit.category);
      refuseMisplaced(tree, row);
      await updateCategory(tx, row);
      return { before: this.view(before), after: this.view(row) };
    });
  }

  /** Removes an empty category. @throws Refusal CATEGORY_NOT_FOUND, VERSION_CONFLICT, CONFLICT */
  async remove(operator: OperatorSession, id: string, version: number): Promise<void> {
    await this.transact(operator, 'category.delete', id, async (tx, tree) => {
      const before = versioned(tree, id, version);
      if (!(await isEmptyCategory(tx, id))) throw new Refusal('CONFLICT', { reason: 'not-empty' });
      await deleteCategory(tx, id);
      return { before: this.view(before), after: null };
    });
  }

  private async transact<After extends OpsCategory | null>(
    operator: OperatorSession,
    action: string,
    subjectId: string,
    work: (
      tx: Tx,
      tree: ReadonlyMap<string, CategoryRow>,
    ) => Promise<{ before: OpsCategory | null; after: After }>,
  ): Promise<After> {
    try {
      return await inTransaction(this.db, async (tx) => {
        const tree = new Map((await lockedCategories(tx)).map((row) => [row.id, row]));
        const change = await work(tx, tree);
        const subject = { subjectKind: 'category', subjectId };
        await this.audit.record(tx, { operator, action, ...subject, ...change });
        await this.version.raise(tx);
        return change.after;
      });
    } catch (error) {
      if (isDuplicate(error)) throw new Refusal('CONFLICT', { taken: 'name' });
      throw error;
    }
  }

  private async rowOf(id: string, version: number, input: CategoryInput): Promise<CategoryRow> {
    const { name, parentId, position, pictureUrl } = input;
    const pictureName = pictureUrl === null ? null : this.urls.ownName(pictureUrl);
    const known = pictureName !== null && (await this.pictures.has(pictureName));
    if (pictureUrl !== null && !known) {
      throw new Refusal('PICTURE_NOT_FOUND', { url: pictureUrl });
    }
    return { id, version, name, parentId: parentId ?? '', position, pictureName };
  }

  private view({ pictureName, parentId, ...row }: CategoryRow): OpsCategory {
    return {
      ...row,
      parentId: parentId || null,
      pictureUrl: this.urls.urlOrNull(pictureName),
    };
  }
}

function versioned(
  tree: ReadonlyMap<string, CategoryRow>,
  id: string,
  version: number,
): CategoryRow {
  const row = tree.get(id);
  if (!row) throw new Refusal('CATEGORY_NOT_FOUND');
  if (row.version !== version) throw new Refusal('VERSION_CONFLICT', { version: row.version });
  return row;
}

/** A parent that exists, is not below the category itself, and leaves room for what hangs on it. */
function refuseMisplaced(tree: ReadonlyMap<string, CategoryRow>, row: CategoryRow): void {
  let depth = heightOf(tree, row.id);
  for (let parentId = row.parentId; parentId !== ''; depth++) {
    const parent = tree.get(parentId);
    if (!parent) throw new Refusal('CATEGORY_NOT_FOUND', { parentId });
    if (parentId === row.id || depth >= CATEGORY_DEPTH_MAX) {
      throw new Refusal('CONFLICT', { reason: 'too-deep', depthMax: CATEGORY_DEPTH_MAX });
    }
    parentId = parent.parentId;
  }
}

/** Levels of the branch that hangs on a category, itself included. */
function heightOf(tree: ReadonlyMap<string, CategoryRow>, id: string): number {
  const children = [...tree.values()].filter((row) => row.parentId === id);
  return 1 + Math.max(0, ...children.map((child) => heightOf(tree, child.id)));
}
