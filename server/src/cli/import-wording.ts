import {
  MEMBER_COLUMNS,
  ORDER_COLUMNS,
  type ImportProblem,
  type ImportReason,
  type MemberImportReport,
  type MemberRowReason,
  type OrderImportReport,
  type OrderRowReason,
} from '@siyu/shared';

const WORDING: Record<ImportReason, string> = {
  CELLS_MISCOUNTED: 'has more or fewer cells than the header',
  HANDLE_MISSING: 'names no product',
  HANDLE_INVALID: 'is too long or has spaces in it',
  TITLE_MISSING: 'is empty',
  TEXT_TOO_LONG: 'is too long',
  CATEGORY_TOO_DEEP: 'has more than three levels',
  SWITCH_INVALID: 'is neither true nor false',
  PRICE_INVALID: 'is not an amount in yuan with at most two decimals',
  STOCK_INVALID: 'is not a whole number of units, 0 or more',
  GRAMS_INVALID: 'is not a weight in grams',
  LIMIT_INVALID: 'is not a whole number of units from 1 to 9999',
  GIFT_CARD: 'gift cards are not sold here',
  ROW_EMPTY: 'holds neither a variant nor a picture',
  SKUS_TOO_MANY: 'the product has too many variants',
  PICTURES_TOO_MANY: 'the product has too many pictures',
  PICTURE_INVALID: 'is not a picture that can be decoded, or is too large',
  PICTURE_MISSING: 'is not beside the file',
  OPTIONS_TOO_MANY: 'the product has too many options',
  OPTION_NAMES_REPEATED: 'two options have one name',
  OPTION_VALUES_MISSING: 'lacks the value of an option, or has one too many',
  OPTION_VALUES_REPEATED: 'repeats the option values of another variant',
  WRITE_REFUSED: 'the product changed meanwhile; import it again',
};

/** `line 12, mug, Variant Price: is not an amount …` */
export function describeProblem({ line, handle, column, reason }: ImportProblem): string {
  const where = [`line ${line}`, handle, column].filter(Boolean).join(', ');
  return `${where}: ${WORDING[reason]}`;
}

const MEMBER_WORDING: Record<MemberRowReason, string> = {
  CELLS_MISCOUNTED: 'has more or fewer cells than the header',
  NUMBER_INVALID: 'is no member number of 1 to 40 letters, digits, - and _',
  NUMBER_REPEATED: 'stands in several rows',
  PHONE_INVALID: 'is no phone number of the mainland',
  NICKNAME_TOO_LONG: 'is longer than 20 characters',
  BIRTHDAY_INVALID: 'is no day, such as 1990-03-04 or 03-04',
  GROWTH_INVALID: 'is not a whole number, 0 or more',
  TIER_UNKNOWN: 'is no tier of this shop',
  POINTS_INVALID: 'is not a whole number, 0 or more',
  MONEY_INVALID: 'is not an amount in yuan with at most two decimals',
  DATE_INVALID: 'is no day, such as 2020-05-06',
  CLAIMED_ALREADY: 'is somebody’s by now and is not changed any more',
};

/** `line 3, 手机号: is no phone number …` */
export function describeMemberProblem({
  line,
  column,
  reason,
}: MemberImportReport['problems'][number]): string {
  const where = [`line ${line}`, column && MEMBER_COLUMNS[column]].filter(Boolean).join(', ');
  return `${where}: ${MEMBER_WORDING[reason]}`;
}

const ORDER_WORDING: Record<OrderRowReason, string> = {
  CELLS_MISCOUNTED: 'has more or fewer cells than the header',
  ID_INVALID: 'is no id of 1 to 64 characters without spaces',
  ORDER_REPEATED: 'stands in several rows',
  TIME_INVALID: 'is no time, such as 2026-03-05 or 2026-03-05 09:30:00',
  MONEY_INVALID: 'is not an amount in yuan with at most two decimals',
  PHONE_INVALID: 'is no phone number of the mainland',
};

/** `line 3, 金额: is not an amount …` */
export function describeOrderProblem({
  line,
  column,
  reason,
}: OrderImportReport['problems'][number]): string {
  const where = [`line ${line}`, column && ORDER_COLUMNS[column]].filter(Boolean).join(', ');
  return `${where}: ${ORDER_WORDING[reason]}`;
}
