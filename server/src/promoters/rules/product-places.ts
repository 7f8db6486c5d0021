import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SkuPlaces } from '../../catalog/sku-places.js';

/** In which categories products stand, their own first and then those above it. */
@Injectable()
export class ProductPlaces {
  constructor(private readonly places: SkuPlaces) {}

  /** One statement a product; a product that is gone stands nowhere. */
  async of(
    db: Pick<EntityManager, 'query'>,
    productIds: readonly string[],
  ): Promise<(productId: string) => readonly string[]> {
    const found = new Map<string, readonly string[]>();
    for (const id of new Set(productIds)) {
      const [first] = await this.places.ofProduct(db, id);
      found.set(id, first?.categoryIds ?? []);
    }
    return (productId) => found.get(productId) ?? [];
  }
}
