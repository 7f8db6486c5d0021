import { Text, View } from '@tarojs/components';
import type { Order } from '@siyu/shared';
import { go } from '@/platform/go';
import { Card } from '@/ui/card';
import { momentText } from '@/ui/moment';
import { Tap } from '@/ui/tap';
import { mayAskFapiao } from './order-actions';
import { copy } from './parcels';
import { words } from './wording';
import './facts.scss';

/** What one needs when talking about the order. */
export function Facts({ order }: { order: Order }) {
  const facts = [
    ...(order.remark === '' ? [] : [[words.remark, order.remark] as const]),
    ...(order.fapiao === null ? [] : [[words.fapiao, fapiaoText(order.fapiao)] as const]),
    [words.placedAt, momentText(order.placedAt)] as const,
  ];
  return (
    <Card title={words.facts}>
      <View className="fact">
        <Text className="fact-name">{words.number}</Text>
        <Text className="fact-value">{order.id}</Text>
        <Tap className="fact-copy" onTap={() => copy(order.id)}>
          {words.copy}
        </Tap>
      </View>
      {facts.map(([name, value]) => (
        <View key={name} className="fact">
          <Text className="fact-name">{name}</Text>
          <Text className="fact-value">{value}</Text>
        </View>
      ))}
      {mayAskFapiao(order) ? (
        <View className="fact">
          <Text className="fact-name">{words.fapiao}</Text>
          <Tap className="fact-ask" onTap={() => go(`/orders/fapiao?id=${order.id}`)}>
            {words.askFapiao}
          </Tap>
        </View>
      ) : null}
    </Card>
  );
}

function fapiaoText({ state, title }: NonNullable<Order['fapiao']>): string {
  return `${title} · ${words.fapiaoStates[state]}`;
}
