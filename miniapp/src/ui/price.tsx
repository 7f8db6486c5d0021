import { Text, View } from '@tarojs/components';
import { formatYuan, type Fen } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import './price.scss';

interface PriceProps {
  amountFen: Fen;
  size?: 'small' | 'normal' | 'large';
  /** A lawful price before; shown struck through. */
  struckFen?: Fen | null;
  /** The lowest of several: "¥12 起". */
  from?: boolean;
  /** Ink instead of brand colour: for what is only being told, not sold. */
  plain?: boolean;
}

const words = { from: inLanguage('起', '+') };

/** An amount: the integer part big, its fen small and left out when there are none. */
export function Price(props: PriceProps) {
  const { amountFen, size = 'normal', struckFen = null, from = false, plain = false } = props;
  const [yuan, cents] = formatYuan(amountFen).split('.');
  const rest = (cents === '00' ? '' : `.${cents}`) + (from ? words.from : '');
  const look = `price${size === 'normal' ? '' : ` price-${size}`}${plain ? ' price-plain' : ''}`;
  return (
    <View className={look}>
      ¥<Text className="price-yuan">{yuan}</Text>
      {rest === '' ? null : rest}
      {struckFen === null ? null : <Text className="price-struck">{yuanText(struckFen)}</Text>}
    </View>
  );
}

/** `¥12` or `¥12.30`, for sentences and buttons. */
export function yuanText(amountFen: Fen): string {
  return `¥${formatYuan(amountFen).replace(/\.00$/, '')}`;
}
