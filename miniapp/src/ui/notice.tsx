import { Text, View } from '@tarojs/components';
import { inLanguage } from '@/platform/language';
import type { ClientCode } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { accessible } from './accessible';
import { Button } from './button';
import { Icon, type IconName } from './icon';
import './notice.scss';

interface EmptyProps {
  icon: IconName;
  text: string;
  /** The one next step. */
  action?: { text: string; onTap: () => void };
}

/** Nothing here yet, and what to do about it. */
export function Empty({ icon, text, action }: EmptyProps) {
  return (
    <View className="notice">
      <View className="notice-mark">
        <Icon name={icon} />
      </View>
      <Text className="notice-text">{text}</Text>
      {action ? <Button kind="secondary" compact text={action.text} onTap={action.onTap} /> : null}
    </View>
  );
}

/** What went wrong in words, and trying again; what the shopper typed is not touched. */
export function ErrorState({ code, onRetry }: { code: ClientCode; onRetry: () => void }) {
  return (
    <View className="notice" {...accessible({ role: 'alert' })}>
      <View className="notice-mark">
        <Icon name={code === 'OFFLINE' ? 'offline' : 'warning'} />
      </View>
      <Text className="notice-text">{wordingOf(code)}</Text>
      <Button kind="secondary" compact text={inLanguage('重试', 'Try again')} onTap={onRetry} />
    </View>
  );
}
