import Taro, { useDidShow, useLaunch, usePageNotFound } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { showCartBadge } from '@/cart/badge';
import { loadCart, useCart } from '@/cart/store';
import { goInstead } from '@/platform/go';
import type { Opened } from '@/platform/launch';
import { inLanguage } from '@/platform/language';
import { openShop, useSession } from '@/session/store';
import { arrive } from '@/sharing/arrive';
import './app.scss';

const ENGLISH_TABS = ['Home', 'Categories', 'Member', 'Cart', 'Me'];

export default function App({ children }: PropsWithChildren) {
  useLaunch((opened: Opened) => {
    arrive(opened);
    useCart.subscribe(showCartBadge);
    // A login brings the cart of the account.
    useSession.subscribe((now, before) => {
      if (now.shopper?.id !== before.shopper?.id) void loadCart();
    });
    void openShop().then(loadCart);
  });
  useDidShow((opened?: Opened) => {
    nameTabs();
    if (opened) arrive(opened);
  });
  usePageNotFound(() => goInstead('/not-found/index'));
  return children;
}

function nameTabs(): void {
  const texts = inLanguage([], ENGLISH_TABS);
  texts.forEach((text, index) => void Taro.setTabBarItem({ index, text }));
}
