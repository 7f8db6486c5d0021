import MiniSearch, { type SearchResult } from 'minisearch';
import { indexTerms, normal, queryTerms } from './terms.js';

/** What a product is found by. */
export interface Searchable {
  id: string;
  title: string;
  tags: string;
  category: string;
  vendor: string;
  codes: string;
  description: string;
  /** Place in the recommended order: decides between equals. */
  position: number;
}

const FIELDS = ['title', 'tags', 'category', 'vendor', 'codes', 'description'] as const;
const BOOST = { title: 6, tags: 3, category: 2.5, codes: 4, vendor: 2, description: 1 };
const PHRASE_BOOST = 3;
const FUZZY_FROM_LENGTH = 4;
const CHUNK = 200;
const HITS_MAX = 200;

/** The published products in memory, to be found by any part of what they are called. */
export class SearchIndex {
  private readonly index = new MiniSearch<Searchable>({
    fields: [...FIELDS],
    storeFields: ['title', 'position'],
    tokenize: indexTerms,
    processTerm: (term) => term,
  });

  /** Built in chunks between which the server answers others. */
  static async of(products: readonly Searchable[]): Promise<SearchIndex> {
    const made = new SearchIndex();
    await made.index.addAllAsync(products, { chunkSize: CHUNK });
    return made;
  }

  /** Products, best first. Where nothing has all that is asked, what has half of it counts. */
  find(query: string): { id: string; title: string }[] {
    const whole = this.search(query, 'AND');
    const hits = whole.length > 0 ? whole : this.partly(query);
    return hits
      .sort((a, b) => b.score - a.score || Number(a['position']) - Number(b['position']))
      .slice(0, HITS_MAX)
      .map((hit) => ({ id: String(hit.id), title: String(hit['title']) }));
  }

  /** Half-typed text ends in letters no name has: `蚕s` on its way to 蚕丝. */
  private partly(query: string): SearchResult[] {
    const asked = queryTerms(query).length;
    return this.search(query, 'OR').filter((hit) => hit.queryTerms.length * 2 >= asked);
  }

  private search(query: string, combineWith: 'AND' | 'OR'): SearchResult[] {
    const phrase = normal(query).trim();
    return this.index.search(query, {
      tokenize: queryTerms,
      combineWith,
      boost: BOOST,
      prefix: true,
      fuzzy: (term) => (/^[a-z]+$/.test(term) && term.length >= FUZZY_FROM_LENGTH ? 0.2 : false),
      boostDocument: (_id, _term, stored) =>
        normal(String(stored?.['title'])).includes(phrase) ? PHRASE_BOOST : 1,
    });
  }
}
