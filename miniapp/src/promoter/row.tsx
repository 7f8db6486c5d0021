import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './row.scss';

interface RowProps {
  name: string;
  amount: string;
  /** What stands below, left and right. */
  about: string;
  state?: string;
  note?: string | null;
  past?: boolean;
  /** What can be done about it. */
  children?: ReactNode;
}

/** One line of a list of money: what, how much, and how far it is. */
export function Row({ state = '', note = null, past = false, ...props }: RowProps) {
  const { name, amount, about, children } = props;
  return (
    <View className="earned">
      <View className="earned-row">
        <Text className="earned-name">{name}</Text>
        <Text className={past ? 'earned-amount earned-past' : 'earned-amount'}>{amount}</Text>
      </View>
      <View className="earned-row">
        <Text className="earned-about">{about}</Text>
        <Text className="earned-about">{state}</Text>
      </View>
      {note === null ? null : <Text className="earned-about">{note}</Text>}
      {children}
    </View>
  );
}
