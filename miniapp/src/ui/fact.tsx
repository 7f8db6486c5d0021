import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import './fact.scss';

interface FactProps {
  name: string;
  value?: string;
  /** A number: small enough for one line, and never broken. */
  code?: boolean;
}

/** Something known, by its name. What can be done about it stands at the end. */
export function Fact(props: PropsWithChildren<FactProps>) {
  const { name, value = '', code = false, children } = props;
  return (
    <View className="fact">
      <Text className="fact-name">{name}</Text>
      <Text className={code ? 'fact-value fact-code' : 'fact-value'}>{value}</Text>
      {children}
    </View>
  );
}
