import { View } from '@tarojs/components';
import type { ProductCard } from '@siyu/shared';
import { ProductGrid, ProductGridSkeleton } from '@/catalog/product-grid';
import { inLanguage } from '@/platform/language';
import { useFreight } from '@/session/freight';
import { ListEnd } from '@/ui/list-end';
import { Empty } from '@/ui/notice';
import type { List } from '@/ui/use-list';
import { SectionTitle } from './section-title';

const words = inLanguage(
  { title: '为你推荐', empty: '商品正在上架，请稍后再来看看', again: '刷新' },
  { title: 'For you', empty: 'We are stocking the shelves. Please come back.', again: 'Refresh' },
);

/** The endless list below everything else. */
export function Feed({ feed }: { feed: List<ProductCard> }) {
  const freight = useFreight();
  if (feed.ended && feed.items.length === 0) {
    const again = { text: words.again, onTap: () => void feed.refresh() };
    return <Empty icon="parcel" text={words.empty} action={again} />;
  }
  return (
    <View>
      <SectionTitle text={words.title} aside={freight ?? ''} />
      <ProductGrid cards={feed.items} />
      <View>
        {feed.items.length === 0 && feed.state === 'loading' ? (
          <ProductGridSkeleton count={2} />
        ) : (
          <ListEnd {...feed} onRetry={feed.retry} />
        )}
      </View>
    </View>
  );
}
