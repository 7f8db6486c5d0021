import type { QUANTITY_PER_LINE_MAX } from '@siyu/shared';

/**
 * Pieces of one SKU in one purchase: the server's own figure. Its type alone is imported, which
 * keeps the two equal: the value would bring all of zod into the main package.
 */
export const QUANTITY_MAX: typeof QUANTITY_PER_LINE_MAX = 99;
