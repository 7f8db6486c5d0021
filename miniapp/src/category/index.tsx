import { useDidShow } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { readCategories } from '@/catalog/api';
import { showCartBadge } from '@/cart/badge';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { Page } from '@/shell/page';
import { Empty, ErrorState } from '@/ui/notice';
import { useLoaded } from '@/ui/use-loaded';
import { chooseCategory, useChosenCategory } from './chosen';
import { ProductList } from './product-list';
import { Rail } from './rail';
import { CategorySkeleton } from './skeleton';
import './index.scss';

const words = inLanguage(
  { title: '分类', empty: '还没有分类，先去首页看看', home: '去首页' },
  { title: 'Categories', empty: 'Nothing here yet', home: 'Look around' },
);

const HOME = { text: words.home, onTap: () => go('/home/index') };

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
          <CategorySkeleton />
        )
      ) : chosen === undefined ? (
        <Empty icon="parcel" text={words.empty} action={HOME} />
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
