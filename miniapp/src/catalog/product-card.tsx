import { View } from '@tarojs/components';
import type { ProductCard as Card } from '@siyu/shared';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { Picture } from '@/ui/picture';
import { Price } from '@/ui/price';
import { Tag } from '@/ui/tag';
import { Tap } from '@/ui/tap';
import './product-card.scss';

const soldOut = inLanguage('已售罄', 'Sold out');

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
      <Picture url={card.pictureUrl} name={card.title} className="card-picture" eager={eager} />
      {shape === 'row' ? (
        <View className="card-words">
          <Words card={card} />
          <Tags tags={card.tags} />
          <Cost card={card} />
        </View>
      ) : (
        <>
          <Words card={card} />
          <Cost card={card} />
        </>
      )}
      {card.soldOut ? <View className="card-sold-out">{soldOut}</View> : null}
    </Tap>
  );
}

function Words({ card }: { card: Card }) {
  return <View className="card-title">{card.title}</View>;
}

function Cost({ card }: { card: Card }) {
  const { priceFromFen, struckFen, priceVaries } = card;
  return <Price amountFen={priceFromFen} struckFen={struckFen} from={priceVaries} />;
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
