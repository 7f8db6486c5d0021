import { useDidShow } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { readCategories } from '@/catalog/api';
import { showCartBadge } from '@/cart/badge';
import { inLanguage } from '@/platform/language';
import { Page } from '@/shell/page';
import { Empty, ErrorState } from '@/ui/notice';
import { SkeletonRows } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { chooseCategory, useChosenCategory } from './chosen';
import { ProductList } from './product-list';
import { Rail } from './rail';
import './index.scss';

const words = inLanguage(
  { title: '分类', empty: '还没有商品，先去首页看看' },
  { title: 'Categories', empty: 'Nothing here yet' },
);

/** Categories on the left, what is in the chosen one on the right. */
export default function CategoryPage() {
  const categories = useLoaded('categories', readCategories);
  const chosenId = useChosenCategory((state) => state.id);
  useDidShow(showCartBadge);
  const roots = categories.value?.filter((category) => category.parentId === null) ?? [];
  const chosen = roots.find((category) => category.id === chosenId) ?? roots[0];
  return (
    <Page title={words.title} tab className="category-page">
      {categories.value === null ? (
        categories.state === 'failed' ? (
          <ErrorState code={categories.code} onRetry={categories.reload} />
        ) : (
          <SkeletonRows count={5} />
        )
      ) : chosen === undefined ? (
        <Empty icon="parcel" text={words.empty} />
      ) : (
        <View className="category">
          <Rail categories={roots} chosenId={chosen.id} onChoose={chooseCategory} />
          <ProductList
            key={chosen.id}
            category={chosen}
            within={categories.value.filter((category) => category.parentId === chosen.id)}
          />
        </View>
      )}
    </Page>
  );
}
