import { ScrollView, View } from '@tarojs/components';
import type { Category, ProductListQuery } from '@siyu/shared';
import { useState } from 'react';
import { readProducts } from '@/catalog/api';
import { ProductCard } from '@/catalog/product-card';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { ListEnd } from '@/ui/list-end';
import { Empty, ErrorState } from '@/ui/notice';
import { SkeletonRows } from '@/ui/skeleton';
import { useList } from '@/ui/use-list';
import { Chips } from './chips';
import { Sorts } from './sorts';
import './product-list.scss';

const words = inLanguage(
  { empty: '这里还没有商品', all: '看看全部', home: '去首页看看' },
  { empty: 'Nothing here yet', all: 'Show all', home: 'Look around' },
);

interface ProductListProps {
  category: Category;
  /** The categories inside this one, to narrow it down. */
  within: readonly Category[];
}

/** What is in a category, in the order asked for. */
export function ProductList({ category, within }: ProductListProps) {
  const [sort, setSort] = useState<ProductListQuery['sort']>('recommended');
  const [withinId, setWithinId] = useState<string | null>(null);
  const categoryId = withinId ?? category.id;
  const list = useList(`${categoryId} ${sort}`, (cursor) => readProducts(categoryId, sort, cursor));
  const elsewhere =
    withinId === null
      ? { text: words.home, onTap: () => go('/home/index') }
      : { text: words.all, onTap: () => setWithinId(null) };
  return (
    <View className="product-list">
      <Sorts chosen={sort} onChoose={setSort} />
      {within.length === 0 ? null : (
        <Chips categories={within} chosenId={withinId} onChoose={setWithinId} />
      )}
      <ScrollView className="product-list-scroll" scrollY onScrollToLower={list.more}>
        {list.items.length > 0 ? (
          <View className="product-list-items">
            {list.items.map((card) => (
              <ProductCard key={card.id} card={card} shape="row" />
            ))}
            <ListEnd {...list} onRetry={list.retry} />
          </View>
        ) : list.state === 'failed' && list.code !== null ? (
          <ErrorState code={list.code} onRetry={list.retry} />
        ) : list.state === 'loading' ? (
          <SkeletonRows count={5} />
        ) : (
          <Empty icon="parcel" text={words.empty} action={elsewhere} />
        )}
      </ScrollView>
    </View>
  );
}
