import { useReachBottom } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { searchProducts } from '@/catalog/api';
import { ProductGrid, ProductGridSkeleton } from '@/catalog/product-grid';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { ListEnd } from '@/ui/list-end';
import { Empty, ErrorState } from '@/ui/notice';
import { useList } from '@/ui/use-list';

const words = {
  browse: inLanguage('看看全部分类', 'Browse categories'),
  none: (q: string) => inLanguage(`没有找到“${q}”相关的商品`, `Nothing found for “${q}”`),
};

/** What was found, the best first. */
export function Results({ q }: { q: string }) {
  const list = useList(q, (cursor) => searchProducts(q, cursor));
  useReachBottom(list.more);
  if (list.items.length > 0) {
    return (
      <View>
        <ProductGrid cards={list.items} />
        <ListEnd {...list} onRetry={list.retry} />
      </View>
    );
  }
  if (list.state === 'failed' && list.code !== null) {
    return <ErrorState code={list.code} onRetry={list.retry} />;
  }
  if (list.state === 'loading') return <ProductGridSkeleton count={4} />;
  const browse = { text: words.browse, onTap: () => go('/category/index') };
  return <Empty icon="search" text={words.none(q)} action={browse} />;
}
