import { ScrollView, View } from '@tarojs/components';
import type { ProductCard as Card } from '@siyu/shared';
import { ProductCard } from '@/catalog/product-card';
import { inLanguage } from '@/platform/language';
import { Bone } from '@/ui/skeleton';
import { SectionTitle } from './section-title';
import './new-arrivals.scss';

const SHOWN_MAX = 6;

interface NewArrivalsProps {
  /** Null while they are being loaded. */
  cards: readonly Card[] | null;
  failed: boolean;
}

/** The newest products, side by side. */
export function NewArrivals({ cards, failed }: NewArrivalsProps) {
  if (failed || cards?.length === 0) return <View />;
  return (
    <View>
      <SectionTitle text={inLanguage('新品', 'New')} />
      <ScrollView className="new-arrivals" scrollX>
        <View className="new-arrivals-line">
          {cards === null
            ? [1, 2, 3].map((place) => <Bone key={place} shape="tile" />)
            : cards
                .slice(0, SHOWN_MAX)
                .map((card) => <ProductCard key={card.id} card={card} shape="small" />)}
        </View>
      </ScrollView>
    </View>
  );
}
