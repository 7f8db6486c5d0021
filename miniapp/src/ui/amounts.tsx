import { Text, View } from '@tarojs/components';
import type { Fen } from '@siyu/shared';
import { Price, yuanText } from './price';
import './amounts.scss';

export interface Amount {
  name: string;
  amountFen: Fen;
  /** Said with a minus: it lowers the total. */
  less?: boolean;
  /** Words instead of the amount, such as "free". */
  text?: string;
}

interface AmountsProps {
  rows: readonly Amount[];
  total: Omit<Amount, 'less'>;
  /** What became of the total since; it does not change it. */
  since?: readonly Amount[];
}

/** An amount taken apart: every part on its own line, the sum below. */
export function Amounts({ rows, total, since = [] }: AmountsProps) {
  return (
    <View>
      {rows.map((row, place) => (
        <Row key={place} {...row} />
      ))}
      <View className="amounts-row amounts-total">
        <Text>{total.name}</Text>
        {total.text ?? <Price plain amountFen={total.amountFen} />}
      </View>
      {since.map((row) => (
        <Row key={row.name} {...row} />
      ))}
    </View>
  );
}

function Row(amount: Amount) {
  return (
    <View className="amounts-row">
      <Text className="amounts-name">{amount.name}</Text>
      <Text className="amounts-value">{amount.text ?? signedText(amount)}</Text>
    </View>
  );
}

function signedText({ amountFen, less = false }: Amount): string {
  return `${less ? '−' : ''}${yuanText(amountFen)}`;
}
