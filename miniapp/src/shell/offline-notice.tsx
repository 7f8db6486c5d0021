import { Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { inLanguage } from '@/platform/language';
import { isOnline, onNetworkChange } from '@/platform/network';
import { accessible } from '@/ui/accessible';
import { Icon } from '@/ui/icon';
import './offline-notice.scss';

/** Says that there is no network while there is none. */
export function OfflineNotice() {
  const [online, setOnline] = useState(isOnline);
  useEffect(() => onNetworkChange(setOnline), []);
  if (online) return null;
  return (
    <View className="offline" {...accessible({ role: 'status' })}>
      <Icon name="offline" small />
      <Text className="offline-text">
        {inLanguage('没有网络，正在显示之前的内容', 'No network. This is what we had before.')}
      </Text>
    </View>
  );
}
