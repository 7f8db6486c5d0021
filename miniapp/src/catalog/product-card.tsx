import { Text, View } from '@tarojs/components';
import type { ProductCard as Card } from '@siyu/shared';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { Picture } from '@/ui/picture';
import { Price } from '@/ui/price';
import { Tag } from '@/ui/tag';
import { Tap } from '@/ui/tap';
import './product-card.scss';

interface ProductCardProps {
  card: Card;
  /** `tile` in two columns, `small` in a row that scrolls sideways, `row` in a list. */
  shape: 'tile' | 'small' | 'row';
  eager?: boolean;
}

/** A product to tap: its picture, what it is and what it costs. */
export function ProductCard({ card, shape, eager = false }: ProductCardProps) {
  const open = () => go(`/product/index?id=${card.id}`);
  return (
    <Tap className={`card card-${shape}`} role="link" label={card.title} onTap={open}>
      <View className="card-picture">
        <Picture url={card.pictureUrl} name={card.title} className="card-frame" eager={eager} />
        {card.soldOut ? (
          <Text className="card-sold-out">{inLanguage('已售罄', 'Sold out')}</Text>
        ) : null}
      </View>
      <View className="card-words">
        <Text className="card-title">{card.title}</Text>
        {shape === 'row' ? <Tags tags={card.tags} /> : null}
        <Price amountFen={card.priceFromFen} struckFen={card.struckFen} from={card.priceVaries} />
      </View>
    </Tap>
  );
}

const TAGS_SHOWN = 2;

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <View className="card-tags">
      {tags.slice(0, TAGS_SHOWN).map((tag) => (
        <Tag key={tag} text={tag} />
      ))}
    </View>
  );
}
