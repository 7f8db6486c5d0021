import { View } from '@tarojs/components';
import { inLanguage } from '@/platform/language';
import { accessible } from '@/ui/accessible';
import { Bone } from '@/ui/skeleton';

const ROWS = [1, 2, 3, 4];

/** The inbox while it is being loaded. */
export function MessagesSkeleton() {
  return (
    <View
      className="messages"
      {...accessible({ role: 'status', 'aria-label': inLanguage('正在加载', 'Loading') })}
    >
      <View className="messages-list">
        {ROWS.map((row) => (
          <View key={row} className="message-coming">
            <Bone shape="circle" className="message-bone" />
            <View className="message-text">
              <Bone shape="line" />
              <Bone shape="title" />
            </View>
          </View>
        ))}
      </View>
    </View>
  );
}
