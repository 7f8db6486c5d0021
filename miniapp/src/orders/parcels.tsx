import Taro from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { Order, Parcel } from '@siyu/shared';
import { Card } from '@/ui/card';
import { nearMomentText } from '@/ui/moment';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './parcels.scss';

/** The parcels on their way: whose they are, their numbers to copy, and what is in each. */
export function Parcels({ order }: { order: Order }) {
  if (order.parcels.length === 0) return null;
  return (
    <Card>
      {order.parcels.map((parcel, index) => (
        <View key={parcel.id} className="parcel">
          <View className="parcel-head">
            <Text className="parcel-name">
              {order.parcels.length === 1 ? words.onlyParcel : words.parcel(index + 1)}
            </Text>
            <Text className="parcel-at">{nearMomentText(parcel.shippedAt)}</Text>
          </View>
          <View className="parcel-number">
            <Text className="parcel-company">{parcel.companyName}</Text>
            <Text className="parcel-tracking">{parcel.trackingNo}</Text>
            <Tap className="parcel-copy" onTap={() => copy(parcel.trackingNo)}>
              {words.copy}
            </Tap>
          </View>
          <Text className="parcel-inside">{insideText(parcel, order)}</Text>
        </View>
      ))}
    </Card>
  );
}

/** Puts a number where it can be pasted from; WeChat says itself that it did. */
export function copy(text: string): void {
  void Taro.setClipboardData({ data: text });
}

function insideText(parcel: Parcel, order: Order): string {
  return parcel.lines
    .flatMap(({ lineId, quantity }) => {
      const line = order.lines.find((one) => one.id === lineId);
      return line === undefined ? [] : [`${line.title} ×${quantity}`];
    })
    .join('，');
}
