import Taro, { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { useEffect } from 'react';
import { showCartBadge } from '@/cart/badge';
import { useSession } from '@/session/store';
import { Page } from '@/shell/page';
import { ErrorState } from '@/ui/notice';
import { Masthead } from './masthead';
import { Sections } from './sections';
import { useFront } from './use-front';
import './index.scss';

/** The shop's front: search, and below it what operators put there. */
export default function HomePage() {
  const shopName = useSession((state) => state.config?.shopName ?? '');
  const front = useFront();
  const { feed, refresh } = front;
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
        <Sections front={front} />
      )}
    </Page>
  );
}
