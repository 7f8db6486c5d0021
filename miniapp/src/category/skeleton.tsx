import { View } from '@tarojs/components';
import { Bone, SkeletonRows } from '@/ui/skeleton';

const NAMES = [1, 2, 3, 4, 5, 6];

/** Categories on the left, products on the right, before either is there. */
export function CategorySkeleton() {
  return (
    <View className="category">
      <View className="rail">
        {NAMES.map((name) => (
          <View key={name} className="rail-one">
            <Bone shape="line" />
          </View>
        ))}
      </View>
      <View className="product-list">
        <SkeletonRows count={5} />
      </View>
    </View>
  );
}
