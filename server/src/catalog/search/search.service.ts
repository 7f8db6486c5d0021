import { Inject, Injectable } from '@nestjs/common';
import type { Page, ProductCard } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CatalogVersion } from '../catalog-version.js';
import { cursorAt, positionOf } from '../page-cursor.js';
import { ProductLists } from '../product-lists.js';
import { searchableProducts, usedNames } from './searchable-products.js';
import { SearchIndex } from './search-index.js';
import { normal } from './terms.js';

const SUGGESTIONS_MAX = 8;
/** While a long import raises the version again and again, rebuilding takes a tenth of the time. */
const REST_PER_BUILD = 9;

interface Built {
  index: SearchIndex;
  names: string[];
  version: number;
  /** Not rebuilt before then. */
  restUntilMs: number;
}

/** Finds products by what they are called, in an index this instance keeps in memory. */
@Injectable()
export class Search {
  private built: Built | null = null;
  private building: Promise<Built> | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly version: CatalogVersion,
    private readonly products: ProductLists,
  ) {}

  /** A page of hits, best first; what is sold out comes after what can be bought. */
  async find(q: string, cursor: string | undefined, limit: number): Promise<Page<ProductCard>> {
    const { index } = await this.fresh();
    const cards = await this.products.byIds(index.find(q).map((hit) => hit.id));
    const ranked = [
      ...cards.filter((card) => !card.soldOut),
      ...cards.filter((card) => card.soldOut),
    ];
    const start = cursor === undefined ? 0 : Math.max(0, Number(positionOf(cursor).value) || 0);
    const end = start + limit;
    return {
      items: ranked.slice(start, end),
      nextCursor: end < ranked.length ? cursorAt({ value: end, id: '' }) : null,
    };
  }

  /** What someone may be about to type: names of categories and tags, then of products. */
  async suggest(q: string): Promise<string[]> {
    const { index, names } = await this.fresh();
    const asked = normal(q).trim();
    const named = names.filter((name) => normal(name).includes(asked));
    const titles = index.find(q).map((hit) => hit.title);
    const all = new Set([...named.slice(0, SUGGESTIONS_MAX / 2), ...titles]);
    return [...all].slice(0, SUGGESTIONS_MAX);
  }

  /** The index of the current version, built once however many ask. */
  private async fresh(): Promise<Built> {
    const version = await this.version.current();
    const { built } = this;
    if (built && (built.version === version || performance.now() < built.restUntilMs)) return built;
    this.building ??= this.build(version).finally(() => (this.building = null));
    return this.building;
  }

  private async build(version: number): Promise<Built> {
    const begun = performance.now();
    const [products, names] = await Promise.all([
      searchableProducts(this.db.manager),
      usedNames(this.db.manager),
    ]);
    const index = await SearchIndex.of(products);
    const ended = performance.now();
    const restUntilMs = this.built ? ended + (ended - begun) * REST_PER_BUILD : 0;
    this.built = { index, names, version, restUntilMs };
    return this.built;
  }
}
