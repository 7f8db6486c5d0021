import { View } from '@tarojs/components';
import type { ProductCard as Card } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { accessible } from '@/ui/accessible';
import { Bone } from '@/ui/skeleton';
import { ProductCard } from './product-card';
import './product-grid.scss';

/** Products in two columns. */
export function ProductGrid({ cards }: { cards: readonly Card[] }) {
  return (
    <View className="grid">
      {cards.map((card) => (
        <ProductCard key={card.id} card={card} shape="tile" />
      ))}
    </View>
  );
}

/** Two columns of what is coming. */
export function ProductGridSkeleton({ count }: { count: number }) {
  return (
    <View
      className="grid"
      {...accessible({ role: 'status', 'aria-label': inLanguage('正在加载', 'Loading') })}
    >
      {Array.from({ length: count }, (_, index) => (
        <View key={index}>
          <Bone shape="square" />
          <Bone shape="title" />
        </View>
      ))}
    </View>
  );
}
