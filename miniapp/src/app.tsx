import Taro, { useDidHide, useDidShow, useError, useLaunch, usePageNotFound } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { showCartBadge } from '@/cart/badge';
import { loadCart, useCart } from '@/cart/store';
import { goInstead } from '@/platform/go';
import { sceneOf, type Opened } from '@/platform/launch';
import { inLanguage } from '@/platform/language';
import { tellTracked, track, trackWith } from '@/platform/track';
import { openShop, useSession } from '@/session/store';
import { arrive } from '@/sharing/arrive';
import './app.scss';

const ENGLISH_TABS = ['Home', 'Categories', 'Member', 'Cart', 'Me'];

export default function App({ children }: PropsWithChildren) {
  useLaunch((opened: Opened) => {
    track('app-launched', { value: sceneOf(opened) ?? 0 });
    arrive(opened);
    useCart.subscribe(showCartBadge);
    // A login brings the cart of the account.
    useSession.subscribe((now, before) => {
      if (now.shopper?.id !== before.shopper?.id) void loadCart();
      if (now.consent !== before.consent) trackWith(now.consent);
    });
    void openShop().then(loadCart);
  });
  useDidShow((opened?: Opened) => {
    nameTabs();
    if (opened) arrive(opened);
  });
  useDidHide(tellTracked);
  useError(() => track('failed', { mark: 'script' }));
  usePageNotFound(() => goInstead('/not-found/index'));
  return children;
}

function nameTabs(): void {
  const texts = inLanguage([], ENGLISH_TABS);
  texts.forEach((text, index) => void Taro.setTabBarItem({ index, text }));
}
