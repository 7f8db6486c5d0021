import { Button as WechatButton, Text, View } from '@tarojs/components';
import { useSession } from '@/session/store';
import { Icon } from '@/ui/icon';
import { words } from './wording';
import './service.scss';

/** Talking to a person: WeChat's own chat in the mini-program; the hours everywhere. */
export function Service() {
  const hours = useSession((state) => state.config?.customerServiceHours ?? '');
  const inside = (
    <View className="service-row">
      <Icon name="service" />
      <Text className="service-text">{words.service}</Text>
      <Text className="service-hours">{hours}</Text>
    </View>
  );
  if (process.env.TARO_ENV !== 'weapp') return inside;
  return (
    <WechatButton className="service-button" openType="contact">
      {inside}
    </WechatButton>
  );
}
