import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { momentText } from './moment';
import { Tap } from './tap';
import './record-card.scss';

interface RecordCardProps {
  at: string;
  state: string;
  /** Whether it waits for the shopper, or for nobody any more. */
  tone?: 'urgent' | 'plain' | 'past';
  onOpen: () => void;
}

/** Something that happened, in a list of such: when, how far it is, and a tap anywhere opens it. */
export function RecordCard(props: PropsWithChildren<RecordCardProps>) {
  const { at, state, tone = 'plain', onOpen, children } = props;
  return (
    <View className="record">
      <Tap className="record-head" role="link" onTap={onOpen}>
        <Text className="record-at">{momentText(at)}</Text>
        <Text className={`record-state record-${tone}`}>{state}</Text>
      </Tap>
      {children}
    </View>
  );
}
