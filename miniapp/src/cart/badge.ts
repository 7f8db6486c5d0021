import Taro from '@tarojs/taro';
import { cartCount, useCart } from './store';

const CART_TAB = 3;
const SHOWN_MAX = 99;

/** The number of pieces as it is written on a badge. */
export function badgeText(count: number): string {
  return count > SHOWN_MAX ? `${SHOWN_MAX}+` : String(count);
}

/** Keeps the number on the cart's tab. Call it where the tab bar is in sight. */
export function showCartBadge(): void {
  const count = cartCount(useCart.getState());
  // Refused wherever no tab bar is in sight; the next tab page shows the number.
  const shown =
    count === 0
      ? Taro.removeTabBarBadge({ index: CART_TAB })
      : Taro.setTabBarBadge({ index: CART_TAB, text: badgeText(count) });
  void Promise.resolve(shown).catch(() => undefined);
}
