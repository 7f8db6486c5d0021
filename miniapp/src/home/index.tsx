import Taro, { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { readCategories, readFeed } from '@/catalog/api';
import { ProductGrid, ProductGridSkeleton } from '@/catalog/product-grid';
import { showCartBadge } from '@/cart/badge';
import { inLanguage } from '@/platform/language';
import { useSession } from '@/session/store';
import { Page } from '@/shell/page';
import { ListEnd } from '@/ui/list-end';
import { ErrorState } from '@/ui/notice';
import { useList } from '@/ui/use-list';
import { useLoaded } from '@/ui/use-loaded';
import { readHome } from './api';
import { Banners } from './banners';
import { CategoryRow } from './category-row';
import { NewArrivals } from './new-arrivals';
import { SearchEntry } from './search-entry';
import { SectionTitle } from './section-title';
import './index.scss';

/** The shop's front: search, what is new, and an endless list. */
export default function HomePage() {
  const shopName = useSession((state) => state.config?.shopName ?? '');
  const home = useLoaded('home', readHome);
  const categories = useLoaded('categories', readCategories);
  const feed = useList('feed', readFeed);
  useDidShow(showCartBadge);
  useReachBottom(feed.more);
  usePullDownRefresh(() => {
    const all = [home.reload(), categories.reload(), feed.refresh()];
    void Promise.all(all).finally(() => Taro.stopPullDownRefresh());
  });
  useEffect(() => {
    if (shopName !== '') void Taro.setNavigationBarTitle({ title: shopName });
  }, [shopName]);
  const nothing = feed.state === 'failed' && feed.items.length === 0;
  const retry = () => {
    void home.reload();
    void categories.reload();
    void feed.retry();
  };
  return (
    <Page title={shopName} tab>
      <SearchEntry />
      {nothing && feed.code !== null ? (
        <ErrorState code={feed.code} onRetry={retry} />
      ) : (
        <View className="home">
          <Banners home={home} />
          <CategoryRow categories={categories.value} />
          <NewArrivals cards={home.value?.newArrivals ?? null} failed={home.state === 'failed'} />
          <SectionTitle text={inLanguage('为你推荐', 'For you')} />
          <ProductGrid cards={feed.items} />
          <View>
            {feed.items.length === 0 && feed.state === 'loading' ? (
              <ProductGridSkeleton count={2} />
            ) : (
              <ListEnd {...feed} onRetry={feed.retry} />
            )}
          </View>
        </View>
      )}
    </Page>
  );
}
