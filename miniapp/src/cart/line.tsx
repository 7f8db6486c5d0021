import { Text, View } from '@tarojs/components';
import type { CartLine } from '@siyu/shared';
import { memo } from 'react';
import { go } from '@/platform/go';
import { Checkbox } from '@/ui/checkbox';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';
import { Price, yuanText } from '@/ui/price';
import { confirmed, say, sayWhy } from '@/ui/say';
import { Stepper } from '@/ui/stepper';
import { Tap } from '@/ui/tap';
import { putLine, removeLine, useCart } from './store';
import { isBuyable, mostOf, priceMove } from './totals';
import { words } from './wording';
import './line.scss';

interface LineProps {
  line: CartLine;
  onSelect: (skuId: string, selected: boolean) => void;
}

/** A line of the cart. It draws itself again only when its own line changed. */
export const CartLineRow = memo(function CartLineRow({ line, onSelect }: LineProps) {
  const { skuId, title, quantity } = line;
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
      <Body line={line} />
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

/** What it is, taking it out, and what is to be known of it. */
function Body({ line }: { line: CartLine }) {
  const { title, optionText } = line;
  return (
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
  );
}

/** What the shopper should know before they rely on this line. */
function Note({ line }: { line: CartLine }) {
  if (line.state === 'gone') return <Text className="cart-line-note">{words.gone}</Text>;
  if (line.state === 'sold-out') return <Text className="cart-line-note">{words.soldOut}</Text>;
  if (line.state === 'insufficient') {
    return <TooMany line={line} text={words.left(line.stock)} fits={line.stock} />;
  }
  const { perOrderMax } = line;
  if (line.state === 'over-limit' && perOrderMax !== null) {
    return <TooMany line={line} text={words.limit(perOrderMax)} fits={perOrderMax} />;
  }
  const move = priceMove(line);
  if (move !== null) {
    return <Text className="cart-line-warning">{words[move.direction](yuanText(move.byFen))}</Text>;
  }
  const notes = [
    ...(perOrderMax === null ? [] : [words.limit(perOrderMax)]),
    ...(line.returnable ? [] : [words.notReturnable]),
  ];
  return notes.length === 0 ? null : <Text className="cart-line-note">{notes.join(' · ')}</Text>;
}

/** Why a line cannot be bought in this quantity, and the one tap that makes it fit. */
function TooMany({ line, text, fits }: { line: CartLine; text: string; fits: number }) {
  return (
    <View className="cart-line-short">
      <Text className="cart-line-warning">{text}</Text>
      <Tap className="cart-line-take" onTap={() => void set(line.skuId, fits)}>
        {words.takeAll(fits)}
      </Tap>
    </View>
  );
}

/** One more or one less: below one the line goes, above what may be had the shopper is told. */
async function step(line: CartLine, wanted: number): Promise<void> {
  const { units, because } = mostOf(line, useCart.getState().lines);
  if (wanted > line.quantity && wanted > units) {
    if (because === 'limit') return say(words.limit(line.perOrderMax ?? units));
    return say(because === 'stock' ? words.left(units) : words.most(units));
  }
  return wanted === 0 ? remove(line) : set(line.skuId, wanted);
}

async function set(skuId: string, quantity: number): Promise<void> {
  await putLine(skuId, quantity).catch(sayWhy);
}

async function remove({ skuId, title }: CartLine): Promise<void> {
  const question = { title: words.removeTitle, text: title, yes: words.removeYes };
  if (await confirmed(question)) await removeLine(skuId).catch(sayWhy);
}
