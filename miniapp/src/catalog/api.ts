import type { Category, Page, Product, ProductCard, ProductListQuery } from '@siyu/shared';
import { readPublic } from '@/platform/http';
import { viewIsSent } from '@/platform/view';

/** A phone's first screen is small to send to its view; browsers may be tall. */
const PAGE_LIMIT = 10;
const FIRST_LIMIT = viewIsSent ? 4 : PAGE_LIMIT;

type Cursor = string | null;
type Cards = Page<ProductCard>;

/** The endless list of the front page. */
export const readFeed = (cursor: Cursor) =>
  readPublic<Cards>('/shop/feed', {
    cursor: cursor ?? undefined,
    limit: cursor === null ? FIRST_LIMIT : PAGE_LIMIT,
  });

/** All categories, parents and children in one list. */
export const readCategories = () => readPublic<Category[]>('/shop/categories');

/** Products of a category, children's included. Throws `CATEGORY_NOT_FOUND`. */
export const readProducts = (
  categoryId: string | undefined,
  sort: ProductListQuery['sort'],
  cursor: Cursor,
) =>
  readPublic<Cards>('/shop/products', {
    categoryId,
    sort,
    cursor: cursor ?? undefined,
    limit: PAGE_LIMIT,
  });

/** Everything about one product. Throws `PRODUCT_NOT_FOUND`. */
export const readProduct = (id: string) => readPublic<Product>(`/shop/products/${id}`);

/** Products whose words match, the best first. */
export const searchProducts = (q: string, cursor: Cursor) =>
  readPublic<Cards>('/shop/search', { q, cursor: cursor ?? undefined, limit: PAGE_LIMIT });

/** What someone typing this may be looking for. */
export const suggest = (q: string) =>
  readPublic<{ suggestions: string[] }>('/shop/search/suggest', { q }).then(
    (answer) => answer.suggestions,
  );
