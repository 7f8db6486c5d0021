import { Text, View } from '@tarojs/components';
import type { Order, Parcel } from '@siyu/shared';
import { Card } from '@/ui/card';
import { Copy } from '@/ui/line-action';
import { nearMomentText } from '@/ui/moment';
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
            <Copy text={parcel.trackingNo} />
          </View>
          <Text className="parcel-inside">{insideText(parcel, order)}</Text>
        </View>
      ))}
    </Card>
  );
}

function insideText(parcel: Parcel, order: Order): string {
  const things = parcel.lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find((one) => one.id === lineId);
    return line === undefined ? [] : [`${line.title} ×${quantity}`];
  });
  return words.inside(things);
}
