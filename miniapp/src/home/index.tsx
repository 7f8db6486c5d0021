import Taro, { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { showCartBadge } from '@/cart/badge';
import { NewcomerSection } from '@/newcomer/home-section';
import { useSession } from '@/session/store';
import { Page } from '@/shell/page';
import { ErrorState } from '@/ui/notice';
import { Banners } from './banners';
import { CategoryRow } from './category-row';
import { Feed } from './feed';
import { FlashSection } from './flash-section';
import { Masthead } from './masthead';
import { NewArrivals } from './new-arrivals';
import { useFront } from './use-front';
import './index.scss';

/** The shop's front: search, what is new, and an endless list. */
export default function HomePage() {
  const shopName = useSession((state) => state.config?.shopName ?? '');
  const { home, categories, flash, feed, refresh } = useFront();
  useDidShow(showCartBadge);
  useReachBottom(feed.more);
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()));
  useEffect(() => {
    if (shopName !== '') void Taro.setNavigationBarTitle({ title: shopName });
  }, [shopName]);
  return (
    <Page title={shopName} tab>
      <Masthead />
      {feed.state === 'failed' && feed.items.length === 0 && feed.code !== null ? (
        <ErrorState code={feed.code} onRetry={() => void refresh()} />
      ) : (
        <View className="home">
          <NewcomerSection />
          <Banners home={home} />
          <CategoryRow categories={categories.value} />
          <FlashSection channel={flash.value} onEnd={() => void flash.reload()} />
          <NewArrivals cards={home.value?.newArrivals ?? null} failed={home.state === 'failed'} />
          <Feed feed={feed} />
        </View>
      )}
    </Page>
  );
}
