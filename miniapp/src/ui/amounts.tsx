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
  total: { name: string; amountFen: Fen };
}

/** An amount taken apart: every part on its own line, the sum below. */
export function Amounts({ rows, total }: AmountsProps) {
  return (
    <View>
      {rows.map((row) => (
        <View key={row.name} className="amounts-row">
          <Text className="amounts-name">{row.name}</Text>
          <Text className="amounts-value">{row.text ?? signedText(row)}</Text>
        </View>
      ))}
      <View className="amounts-row amounts-total">
        <Text>{total.name}</Text>
        <Price plain amountFen={total.amountFen} />
      </View>
    </View>
  );
}

function signedText({ amountFen, less = false }: Amount): string {
  return `${less ? '−' : ''}${yuanText(amountFen)}`;
}
