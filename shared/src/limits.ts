/**
 * What the API takes and the shopper's forms check before they send. Free of the schemas, so that
 * the mini-program carries these figures without carrying the schemas' library.
 */

/** Units of one SKU in one purchase. */
export const QUANTITY_PER_LINE_MAX = 99;
export const CART_LINES_MAX = 100;
export const ORDER_LINES_MAX = 50;
export const REMARK_LENGTH_MAX = 200;

export const AFTER_SALE_PICTURES_MAX = 6;
export const AFTER_SALE_DESCRIPTION_LENGTH_MAX = 300;

export const FAPIAO_TITLE_LENGTH_MAX = 100;
export const EMAIL_LENGTH_MAX = 100;
/** A unified social credit code, or a tax number from before there were any. */
export const TAX_NUMBER_PATTERN = /^[0-9A-Z]{15,20}$/;
/** An e-mail address, by the rule zod has for one. */
export const EMAIL_PATTERN =
  /^(?:[\w'+-]+\.)*[\w'+-]*[\w+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** A mobile number, or a landline with its area code. */
export const PHONE_PATTERN = /^1[3-9]\d{9}$|^0\d{2,3}-?\d{7,8}$/;
export const TRACKING_NUMBER_PATTERN = /^[0-9A-Za-z-]{6,64}$/;
