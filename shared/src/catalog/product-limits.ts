/** How large a product may be, whoever writes it. */
export const HANDLE_MAX = 160;
export const TITLE_MAX = 200;
export const SKUS_MAX = 100;
export const PICTURES_MAX = 30;
export const TAGS_MAX = 20;
export const CATEGORY_DEPTH_MAX = 3;
export const CATEGORY_NAME_MAX = 60;
/** Ten million yuan, in fen. */
export const PRICE_MAX_FEN = 1_000_000_000;
export const STOCK_MAX = 9_999_999;
/** The largest limit per order that can be set. */
export const PER_ORDER_MAX = 9_999;
