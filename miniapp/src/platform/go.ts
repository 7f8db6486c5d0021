import Taro from '@tarojs/taro';

/** The pages of the tab bar; they are switched to, never stacked. */
const TABS = ['/home/index', '/category/index', '/member/index', '/cart/index', '/me/index'];
/** WeChat stacks ten pages at most. */
const STACK_MAX = 10;

/** Opens a page by its path and query, such as `/product/index?id=…`. */
export function go(url: string): void {
  const [path] = url.split('?');
  if (TABS.includes(path ?? '')) void Taro.switchTab({ url });
  else if (Taro.getCurrentPages().length >= STACK_MAX) void Taro.redirectTo({ url });
  else void Taro.navigateTo({ url });
}

/** Opens a page in the place of this one, so that going back does not return here. */
export function goInstead(url: string): void {
  void Taro.redirectTo({ url });
}

/** Back over so many pages, or to the shop's front when someone came in here directly. */
export function goBack(pages = 1): void {
  if (Taro.getCurrentPages().length > pages) void Taro.navigateBack({ delta: pages });
  else void Taro.switchTab({ url: '/home/index' });
}
