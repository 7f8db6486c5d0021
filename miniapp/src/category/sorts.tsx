import { Text, View } from '@tarojs/components';
import type { ProductListQuery } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { accessible } from '@/ui/accessible';
import { Tap } from '@/ui/tap';
import './sorts.scss';

type Sort = ProductListQuery['sort'];

const words = inLanguage(
  { recommended: '推荐', newest: '新品', up: '价格 ↑', down: '价格 ↓', price: '价格' },
  { recommended: 'For you', newest: 'New', up: 'Price ↑', down: 'Price ↓', price: 'Price' },
);

/** The orders a list can be in; price turns round when it is tapped again. */
export function Sorts({ chosen, onChoose }: { chosen: Sort; onChoose: (sort: Sort) => void }) {
  const byPrice = chosen === 'price-up' || chosen === 'price-down';
  const price =
    chosen === 'price-up' ? words.up : chosen === 'price-down' ? words.down : words.price;
  const turned: Sort = chosen === 'price-up' ? 'price-down' : 'price-up';
  return (
    <View className="sorts" {...accessible({ role: 'tablist' })}>
      <One
        text={words.recommended}
        on={chosen === 'recommended'}
        onTap={() => onChoose('recommended')}
      />
      <One text={words.newest} on={chosen === 'newest'} onTap={() => onChoose('newest')} />
      <One text={price} on={byPrice} onTap={() => onChoose(turned)} />
    </View>
  );
}

function One({ text, on, onTap }: { text: string; on: boolean; onTap: () => void }) {
  return (
    <Tap className={`sorts-one${on ? ' sorts-on' : ''}`} role="tab" chosen={on} onTap={onTap}>
      <Text>{text}</Text>
    </Tap>
  );
}
