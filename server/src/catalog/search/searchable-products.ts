import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { jsonColumn } from '../json-column.js';
import type { Searchable } from './search-index.js';

interface ProductRow extends Omit<Searchable, 'tags'> {
  tags: string | string[];
}

/** Every published product with the names of its category and of those above it: one statement. */
const PUBLISHED = `WITH RECURSIVE named AS (
    SELECT id, CAST(name AS CHAR(400)) AS path FROM category WHERE parent_id = ''
    UNION ALL SELECT c.id, CONCAT(named.path, ' ', c.name)
    FROM category c JOIN named ON c.parent_id = named.id)
  SELECT p.id, p.title, p.tags, p.vendor, p.position, p.description_html AS description,
    COALESCE(named.path, '') AS category,
    (SELECT COALESCE(GROUP_CONCAT(s.code SEPARATOR ' '), '') FROM sku s
     WHERE s.product_id = p.id AND s.retired = 0) AS codes
  FROM product p LEFT JOIN named ON named.id = p.category_id WHERE p.published = 1`;

export async function searchableProducts(db: Pick<EntityManager, 'query'>): Promise<Searchable[]> {
  const found = await rows<ProductRow>(db, PUBLISHED);
  return found.map((row) => ({
    ...row,
    tags: jsonColumn<string[]>(row.tags).join(' '),
    description: row.description.replaceAll(/<[^>]*>/g, ' '),
  }));
}

/** Names of categories and tags that published products carry, most used first. */
export async function usedNames(db: Pick<EntityManager, 'query'>): Promise<string[]> {
  const categories = await rows<{ name: string; uses: number }>(
    db,
    `SELECT c.name, COUNT(*) AS uses FROM category c
     JOIN product p ON p.category_id = c.id AND p.published = 1 GROUP BY c.name`,
  );
  const tagged = await rows<{ tags: string | string[]; uses: number }>(
    db,
    'SELECT tags, COUNT(*) AS uses FROM product WHERE published = 1 GROUP BY tags',
  );
  const uses = new Map<string, number>();
  const count = (name: string, times: number) => uses.set(name, (uses.get(name) ?? 0) + times);
  for (const { name, uses: times } of categories) count(name, times);
  for (const row of tagged) {
    for (const tag of jsonColumn<string[]>(row.tags)) count(tag, row.uses);
  }
  return [...uses].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
