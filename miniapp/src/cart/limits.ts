import type { QUANTITY_PER_LINE_MAX as Limit } from '@siyu/shared';

/** The contract's own figure, checked by its type: importing the value would bring all of zod. */
export const QUANTITY_PER_LINE_MAX: typeof Limit = 99;
