import { Text, View } from '@tarojs/components';
import type { Order } from '@siyu/shared';
import { Card } from '@/ui/card';
import { momentText } from '@/ui/moment';
import { words } from './wording';
import './timeline.scss';

type Step = Order['timeline'][number];

/** What happened to the order, newest first. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  return (
    <Card title={words.progress}>
      {steps.map((step) => (
        <View key={`${step.kind}${step.at}${step.detail ?? ''}`} className="timeline-step">
          <View className="timeline-mark" />
          <View className="timeline-text">
            <View className="timeline-head">
              <Text className="timeline-name">{words.timeline[step.kind]}</Text>
              <Text className="timeline-at">{momentText(step.at)}</Text>
            </View>
            {detailOf(step) === '' ? null : (
              <Text className="timeline-detail">{detailOf(step)}</Text>
            )}
          </View>
        </View>
      ))}
    </Card>
  );
}

/** Only a parcel's number and the reason of a closing are words for the shopper. */
function detailOf({ kind, detail }: Step): string {
  if (kind === 'parcel-shipped') return detail ?? '';
  if (kind !== 'closed' || detail === null) return '';
  return (words.closed as Readonly<Record<string, string>>)[detail] ?? '';
}
