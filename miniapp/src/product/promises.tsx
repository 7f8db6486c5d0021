import { Text, View } from '@tarojs/components';
import { optionText, type Product, type Sku } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { useFreight } from '@/session/freight';
import { Icon, type IconName } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import './promises.scss';

interface PromisesProps {
  product: Product;
  sku: Sku | null;
  quantity: number;
  onChoose: () => void;
}

const words = inLanguage(
  {
    chosen: '已选',
    choose: '选择',
    pieces: (quantity: number) => `${quantity} 件`,
    returnable: '支持七天无理由退货',
    notReturnable: '不支持七天无理由退货，下单时需确认',
    partly: '部分规格支持七天无理由退货',
    limit: (max: number) => `每单限购 ${max} 件`,
  },
  {
    chosen: 'Chosen',
    choose: 'Choose',
    pieces: (quantity: number) => `× ${quantity}`,
    returnable: 'Seven-day return for any reason',
    notReturnable: 'No seven-day return; you confirm that when you order',
    partly: 'Seven-day return for some options',
    limit: (max: number) => `${max} per order at most`,
  },
);

/** What is chosen, what returning it is like, and what delivery costs: each in one line. */
export function Promises({ product, sku, quantity, onChoose }: PromisesProps) {
  const freight = useFreight({ whole: true });
  return (
    <View className="promises">
      <Tap className="promise" onTap={onChoose}>
        <Text className="promise-name">{sku === null ? words.choose : words.chosen}</Text>
        <Text className="promise-text">{choiceText(product, sku, quantity)}</Text>
        <Icon name="forward" small />
      </Tap>
      {product.perOrderMax === null ? null : (
        <Line icon="parcel" text={words.limit(product.perOrderMax)} />
      )}
      <Line icon="return" text={returnText(product, sku)} />
      {freight === null ? null : <Line icon="truck" text={freight} />}
    </View>
  );
}

function Line({ icon, text }: { icon: IconName; text: string }) {
  return (
    <View className="promise">
      <Icon name={icon} small />
      <Text className="promise-text promise-told">{text}</Text>
    </View>
  );
}

function choiceText(product: Product, sku: Sku | null, quantity: number): string {
  if (sku === null) return optionText(product.options.map((option) => option.name));
  return optionText([...sku.optionValues, words.pieces(quantity)]);
}

function returnText(product: Product, sku: Sku | null): string {
  const asked = sku === null ? product.skus : [sku];
  if (asked.every((one) => one.returnable)) return words.returnable;
  return asked.some((one) => one.returnable) ? words.partly : words.notReturnable;
}
