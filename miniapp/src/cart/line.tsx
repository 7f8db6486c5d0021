import { Text, View } from '@tarojs/components';
import { QUANTITY_PER_LINE_MAX, type CartLine } from '@siyu/shared';
import { memo } from 'react';
import { go } from '@/platform/go';
import { Checkbox } from '@/ui/checkbox';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';
import { Price, yuanText } from '@/ui/price';
import { confirmed, say, sayWhy } from '@/ui/say';
import { Stepper } from '@/ui/stepper';
import { Tap } from '@/ui/tap';
import { putLine, removeLine } from './store';
import { isBuyable, priceMove } from './totals';
import { words } from './wording';
import './line.scss';

interface LineProps {
  line: CartLine;
  onSelect: (skuId: string, selected: boolean) => void;
}

/** A line of the cart. It draws itself again only when its own line changed. */
export const CartLineRow = memo(function CartLineRow({ line, onSelect }: LineProps) {
  const { skuId, title, optionText, quantity } = line;
  const open = () => go(`/product/index?id=${line.productId}`);
  return (
    <View className={`cart-line cart-line-${line.state}`}>
      <Checkbox
        alone
        label={words.choose(title)}
        checked={line.selected && isBuyable(line)}
        disabled={!isBuyable(line)}
        onChange={(selected) => onSelect(skuId, selected)}
      />
      <Tap className="cart-line-open" role="link" label={title} onTap={open}>
        <Picture className="cart-line-picture" url={line.pictureUrl} name={title} />
      </Tap>
      <View className="cart-line-body">
        <View className="cart-line-head">
          <Text className="cart-line-title">{title}</Text>
          <Tap
            className="cart-line-remove"
            label={words.remove(title)}
            onTap={() => void remove(line)}
          >
            <Icon name="trash" small />
          </Tap>
        </View>
        {optionText === '' ? null : <Text className="cart-line-option">{optionText}</Text>}
        <Note line={line} />
      </View>
      <View className="cart-line-foot">
        <Price amountFen={line.unitPriceFen} />
        {/* Not deeper in, and never disabled: a tap then sends the view next to nothing. */}
        {line.state === 'ok' ? (
          <Stepper
            quantity={quantity}
            min={0}
            max={Infinity}
            onChange={(wanted) => void step(line, wanted)}
          />
        ) : null}
      </View>
    </View>
  );
});

/** What the shopper should know before they rely on this line. */
function Note({ line }: { line: CartLine }) {
  if (line.state === 'gone') return <Text className="cart-line-note">{words.gone}</Text>;
  if (line.state === 'sold-out') return <Text className="cart-line-note">{words.soldOut}</Text>;
  if (line.state === 'insufficient') {
    return (
      <View className="cart-line-short">
        <Text className="cart-line-warning">{words.left(line.stock)}</Text>
        <Tap className="cart-line-take" onTap={() => void set(line.skuId, line.stock)}>
          {words.takeAll(line.stock)}
        </Tap>
      </View>
    );
  }
  const move = priceMove(line);
  if (move !== null) {
    return <Text className="cart-line-warning">{words[move.direction](yuanText(move.byFen))}</Text>;
  }
  return line.returnable ? null : <Text className="cart-line-note">{words.notReturnable}</Text>;
}

/** One more or one less: below one the line goes, above what there is the shopper is told. */
async function step(line: CartLine, wanted: number): Promise<void> {
  const max = Math.min(line.stock, QUANTITY_PER_LINE_MAX);
  if (wanted > max) return say(max === QUANTITY_PER_LINE_MAX ? words.most(max) : words.left(max));
  return wanted === 0 ? remove(line) : set(line.skuId, wanted);
}

async function set(skuId: string, quantity: number): Promise<void> {
  await putLine(skuId, quantity).catch(sayWhy);
}

async function remove({ skuId, title }: CartLine): Promise<void> {
  const question = { title: words.removeTitle, text: title, yes: words.removeYes };
  if (await confirmed(question)) await removeLine(skuId).catch(sayWhy);
}
