import { Text, View } from '@tarojs/components';
import { QUANTITY_PER_LINE_MAX, type Product, type Sku } from '@siyu/shared';
import { useState } from 'react';
import { addToCart } from '@/cart/store';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { Button } from '@/ui/button';
import { say, sayWhy } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import { chooseValue, chosenSku, type Choice } from './choice';
import { ChosenSummary } from './chosen-summary';
import { OptionPicker } from './option-picker';
import './option-sheet.scss';

/** Why the sheet was opened: for one of the two ways to buy, or only to choose. */
export type Purpose = 'cart' | 'buy' | 'either';

/** What is bought on terms of its own: a flash sale, or a seat in a team. */
export interface Terms {
  quantityMax: number;
  text: string;
  /** What the checkout is told beside the lines. */
  query: string;
}

interface OptionSheetProps {
  product: Product;
  choice: Choice;
  quantity: number;
  purpose: Purpose;
  /** Given where only buying on these terms is asked for. */
  terms?: Terms | undefined;
  onChoice: (choice: Choice) => void;
  onQuantity: (quantity: number) => void;
  onClose: () => void;
}

const words = inLanguage(
  {
    title: '选择规格',
    quantity: '数量',
    quantityOf: (max: number) => `数量（每单限购 ${max} 件）`,
    add: '加入购物车',
    buy: '立即购买',
    missing: (option: string) => `请选择${option}`,
    added: '已加入购物车',
  },
  {
    title: 'Options',
    quantity: 'Quantity',
    quantityOf: (max: number) => `Quantity (${max} per order at most)`,
    add: 'Add to cart',
    buy: 'Buy now',
    missing: (option: string) => `Choose: ${option}`,
    added: 'Added to your cart',
  },
);

/** Chooses options and quantity; combinations that cannot be had cannot be chosen. */
export function OptionSheet(props: OptionSheetProps) {
  const { product, choice, quantity, terms, onChoice, onQuantity, onClose } = props;
  const sku = chosenSku(product, choice);
  const perOrderMax = terms?.quantityMax ?? product.perOrderMax;
  const quantityMax = Math.max(
    1,
    Math.min(sku?.stock ?? Infinity, perOrderMax ?? Infinity, QUANTITY_PER_LINE_MAX),
  );
  return (
    <Sheet
      open
      title={words.title}
      onClose={onClose}
      footer={<Decision {...props} sku={sku} quantity={Math.min(quantity, quantityMax)} />}
    >
      <ChosenSummary product={product} sku={sku} />
      {product.options.map((option, index) => (
        <OptionPicker
          key={option.name}
          product={product}
          choice={choice}
          option={index}
          onTap={(value) => onChoice(chooseValue(choice, index, value))}
        />
      ))}
      <View className="option-quantity">
        <Text>{perOrderMax === null ? words.quantity : words.quantityOf(perOrderMax)}</Text>
        <Stepper
          quantity={Math.min(quantity, quantityMax)}
          max={quantityMax}
          onChange={onQuantity}
        />
      </View>
    </Sheet>
  );
}

function Decision(props: OptionSheetProps & { sku: Sku | null }) {
  const { product, choice, sku, quantity, purpose, terms, onClose } = props;
  const [adding, setAdding] = useState(false);
  const missing = product.options.find((_, index) => choice[index] === null);
  const withSku = (act: (chosen: Sku) => void) => () => {
    if (sku === null) say(words.missing(missing?.name ?? ''));
    else act(sku);
  };
  const add = withSku(async (chosen) => {
    setAdding(true);
    try {
      await addToCart(chosen.id, quantity);
      onClose();
      say(words.added);
    } catch (error) {
      setAdding(false);
      sayWhy(error);
    }
  });
  const buy = withSku((chosen) => {
    onClose();
    go(`/checkout/index?lines=${chosen.id}x${quantity}${terms?.query ?? ''}`);
  });
  return (
    <View className="option-buttons">
      {purpose === 'buy' ? null : (
        <Button
          text={words.add}
          kind={purpose === 'cart' ? 'primary' : 'secondary'}
          loading={adding}
          disabled={sku?.stock === 0}
          onTap={add}
        />
      )}
      {purpose === 'cart' ? null : (
        <Button text={terms?.text ?? words.buy} disabled={sku?.stock === 0} onTap={buy} />
      )}
    </View>
  );
}
