import Taro from '@tarojs/taro';
import { ScrollView, View } from '@tarojs/components';
import type { Category } from '@siyu/shared';
import { chooseCategory } from '@/category/chosen';
import { Picture } from '@/ui/picture';
import { Bone } from '@/ui/skeleton';
import { Tap } from '@/ui/tap';
import './category-row.scss';

const BONES = [1, 2, 3, 4];

/** The first level of categories, to jump into. Null while they are being loaded. */
export function CategoryRow({ categories }: { categories: readonly Category[] | null }) {
  const top = categories?.filter((category) => category.parentId === null);
  return (
    <ScrollView className="places" scrollX>
      <View className="places-line">
        {top === undefined
          ? BONES.map((place) => <Bone key={place} shape="circle" className="place-bone" />)
          : top.map((category) => <Place key={category.id} category={category} />)}
      </View>
    </ScrollView>
  );
}

function Place({ category: { id, name, pictureUrl } }: { category: Category }) {
  const [initial = ''] = name;
  return (
    <Tap className="place" role="link" label={name} mark="category" onTap={() => openCategory(id)}>
      <Picture url={pictureUrl} name={initial} className="place-picture" />
      <View className="place-name">{name}</View>
    </Tap>
  );
}

/** A tab page takes no query, so the choice is left where it looks. */
function openCategory(id: string): void {
  chooseCategory(id);
  void Taro.switchTab({ url: '/category/index' });
}
