import { Text, View } from '@tarojs/components';
import type { FlashGoods, FlashPhase } from '@siyu/shared';
import { go } from '@/platform/go';
import { Button } from '@/ui/button';
import { Picture } from '@/ui/picture';
import { Price, yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { SoldBar } from './sold-bar';
import { words } from './wording';
import './goods-row.scss';

interface GoodsRowProps {
  goods: FlashGoods;
  phase: FlashPhase;
  perPersonMax: number;
  reminded: boolean;
  onRemind: () => void;
}

/** One SKU of a slot: what it costs in it, how much is taken, and what can be done now. */
export function GoodsRow(props: GoodsRowProps) {
  const { goods, phase, perPersonMax } = props;
  const { title, optionText, pictureUrl, priceFen, struckFen, ordinaryPriceFen } = goods;
  const isGone = phase === 'sold-out' || phase === 'ended';
  const open = () => go(`/product/index?id=${goods.productId}`);
  return (
    <View className="flash-row">
      <Tap className="flash-row-about" role="link" label={title} onTap={open}>
        <Picture className="flash-row-picture" url={pictureUrl} name={title} />
        <View className="flash-row-words">
          <Text className="flash-row-title">{title}</Text>
          {optionText === '' ? null : <Text className="flash-row-option">{optionText}</Text>}
          <Text className="flash-row-option">{words.limit(perPersonMax)}</Text>
        </View>
      </Tap>
      <View className="flash-row-foot">
        <View className="flash-row-cost">
          <Price amountFen={priceFen} struckFen={struckFen} plain={isGone} />
          {struckFen === null ? (
            <Text className="flash-row-option">{words.ordinary(yuanText(ordinaryPriceFen))}</Text>
          ) : null}
          {phase === 'on' || phase === 'sold-out' ? <SoldBar soldBps={goods.soldBps} /> : null}
        </View>
        <Way {...props} onOpen={open} />
      </View>
    </View>
  );
}

function Way({ phase, reminded, onRemind, onOpen }: GoodsRowProps & { onOpen: () => void }) {
  if (phase === 'on') return <Button compact text={words.buy} onTap={onOpen} />;
  if (phase !== 'preheat') {
    return <Button compact disabled text={words.phases[phase]} onTap={onOpen} />;
  }
  const text = reminded ? words.reminded : words.remind;
  return <Button compact kind="secondary" disabled={reminded} text={text} onTap={onRemind} />;
}
