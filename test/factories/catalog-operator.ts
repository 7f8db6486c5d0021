import type { OpsProduct, Product } from '@siyu/shared';
import type { Client } from './http.js';
import { anOperator, type TestOperator } from './operator.js';
import { aHandle } from './purchase.js';
import type { TestShop } from './shop.js';

/** An operator at work on the catalogue of a shop. */
export interface CatalogOperator extends TestOperator {
  /** Adds a product: a basket at ¥88.00, five of it, not published. */
  adds(given?: object): Promise<OpsProduct>;
  /** What shoppers see of a product. */
  seen(productId: string): Promise<Product>;
  /** What the audit log names of a subject, oldest first. */
  audited(subjectId: string): Promise<string[]>;
}

export async function aCatalogOperator(shop: TestShop): Promise<CatalogOperator> {
  const operator = await anOperator(shop);
  return {
    ...operator,
    adds: (given) => addedBy(operator, given),
    seen: async (id) => (await operator.ask<Product>('GET', `/shop/products/${id}`)).body,
    audited: async (subjectId) => {
      const sql = 'SELECT action FROM audit_log WHERE subject_id = ? ORDER BY id';
      const found: { action: string }[] = await shop.db.query(sql, [subjectId]);
      return found.map((row) => row.action);
    },
  };
}

/** A product as an operator sends it. */
export function aProductInput(given: object = {}) {
  const skus = [{ optionValues: [], priceFen: 8_800, stock: 5 }];
  return { handle: aHandle(), title: '竹编篮', skus, ...given };
}

export function addedBy(operator: Client, given: object = {}): Promise<OpsProduct> {
  return operator.post<OpsProduct>('/ops/products', aProductInput(given));
}
