/** Whether WeChat's own share sheet is there (`<Button openType="share">`). */
export const shareSheetPresent = process.env.TARO_ENV === 'weapp';

/** The address of a page, such as `/group-buy/team?id=…`, as others can open it in a browser. */
export function linkTo(path: string): string {
  return `${location.origin}/#${path}`;
}
