import Taro from '@tarojs/taro';
import { ScrollView, Text, View } from '@tarojs/components';
import type { Category } from '@siyu/shared';
import { chooseCategory } from '@/category/chosen';
import { Picture } from '@/ui/picture';
import { Bone } from '@/ui/skeleton';
import { Tap } from '@/ui/tap';
import './category-row.scss';

/** The first level of categories, to jump into. */
export function CategoryRow({ categories }: { categories: readonly Category[] | null }) {
  if (categories === null) {
    return (
      <View className="category-row category-row-line">
        {[1, 2, 3, 4, 5].map((place) => (
          <Bone key={place} shape="circle" className="category-row-bone" />
        ))}
      </View>
    );
  }
  const top = categories.filter((category) => category.parentId === null);
  if (top.length === 0) return null;
  return (
    <ScrollView className="category-row" scrollX>
      <View className="category-row-line">
        {top.map((category) => (
          <Tap
            key={category.id}
            className="category-row-one"
            role="link"
            onTap={() => openCategory(category.id)}
          >
            <Picture
              url={category.pictureUrl}
              name={[...category.name].slice(0, 1).join('')}
              className="category-row-picture"
            />
            <Text className="category-row-name">{category.name}</Text>
          </Tap>
        ))}
      </View>
    </ScrollView>
  );
}

/** A tab page takes no query, so the choice is left where it looks. */
function openCategory(id: string): void {
  chooseCategory(id);
  void Taro.switchTab({ url: '/category/index' });
}
