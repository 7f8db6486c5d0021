import { Inject, Injectable } from '@nestjs/common';
import { grouped, type Category } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { PictureUrls } from '../../pictures/picture-url.js';

interface CategoryRow {
  id: string;
  name: string;
  parent_id: string;
  picture_src: string | null;
  own_count: number;
}

/** A category without a picture of its own shows that of its first product. */
const TREE = `SELECT c.id, c.name, c.parent_id,
    COALESCE(c.picture_name, (
      SELECT picture.src FROM product p
      JOIN product_picture picture ON picture.product_id = p.id AND picture.position = 1
      WHERE p.category_id = c.id AND p.published = 1 ORDER BY p.position, p.id LIMIT 1
    )) AS picture_src,
    (SELECT COUNT(*) FROM product p WHERE p.category_id = c.id AND p.published = 1) AS own_count
  FROM category c ORDER BY c.position, c.id`;

/** The categories shoppers browse by. */
@Injectable()
export class CategoryTree {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly pictures: PictureUrls,
  ) {}

  /** Every category in order; counts and pictures include the categories below. */
  async list(): Promise<Category[]> {
    const found = await rows<CategoryRow>(this.db.manager, TREE);
    const children = grouped(found, (row) => row.parent_id);
    const below = (row: CategoryRow): CategoryRow[] => [
      row,
      ...(children.get(row.id) ?? []).flatMap(below),
    ];
    return found.map((row) => {
      const branch = below(row);
      const src = branch.find((one) => one.picture_src !== null)?.picture_src ?? null;
      return {
        id: row.id,
        name: row.name,
        parentId: row.parent_id || null,
        pictureUrl: this.pictures.urlOrNull(src),
        productCount: branch.reduce((sum, one) => sum + one.own_count, 0),
      };
    });
  }
}
