import { Text, View } from '@tarojs/components';
import { refusalToAskFapiao, type Order } from '@siyu/shared';
import { go } from '@/platform/go';
import { Card } from '@/ui/card';
import { momentText } from '@/ui/moment';
import { Tap } from '@/ui/tap';
import { copy } from './parcels';
import { words } from './wording';
import './facts.scss';

/** What one needs when talking about the order. */
export function Facts({ order }: { order: Order }) {
  const facts = [
    ...(order.remark === '' ? [] : [[words.remark, order.remark] as const]),
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
      <FapiaoFact order={order} />
      {facts.map(([name, value]) => (
        <View key={name} className="fact">
          <Text className="fact-name">{name}</Text>
          <Text className="fact-value">{value}</Text>
        </View>
      ))}
    </Card>
  );
}

/** What was asked for, and asking for it or changing it while that is possible. */
function FapiaoFact({ order }: { order: Order }) {
  const { fapiao } = order;
  const closed = refusalToAskFapiao(order, fapiao?.state ?? null) !== null;
  if (fapiao === null && closed) return null;
  const said = fapiao === null ? '' : `${fapiao.title}，${words.fapiaoStates[fapiao.state]}`;
  return (
    <View className="fact">
      <Text className="fact-name">{words.fapiao}</Text>
      {fapiao === null ? null : <Text className="fact-value">{said}</Text>}
      {closed ? null : (
        <Tap
          className={fapiao === null ? 'fact-ask' : 'fact-copy'}
          onTap={() => go(`/orders/fapiao?id=${order.id}`)}
        >
          {fapiao === null ? words.askFapiao : words.changeFapiao}
        </Tap>
      )}
    </View>
  );
}
