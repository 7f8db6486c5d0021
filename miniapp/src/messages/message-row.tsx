import { Text, View } from '@tarojs/components';
import type { Message } from '@siyu/shared';
import { accessible } from '@/ui/accessible';
import { Icon, type IconName } from '@/ui/icon';
import { nearMomentText } from '@/ui/moment';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './message-row.scss';

const ICONS: Record<Message['kind'], IconName> = {
  'order-shipped': 'truck',
  'order-closed': 'parcel',
  'after-sale-answered': 'return',
  'refund-succeeded': 'wallet',
  'team-succeeded': 'parcel',
  'team-failed': 'return',
  'team-expiring': 'bell',
  'coupon-expiring': 'bell',
  'flash-sale-begins': 'bell',
  'points-expiring': 'bell',
  'tier-changed': 'bell',
  'tier-notice': 'bell',
  'paid-membership-ends': 'bell',
};

interface MessageRowProps {
  message: Message;
  unread: boolean;
  onOpen: () => void;
}

/** One notice, worded by its kind; a dot while it is unread. */
export function MessageRow({ message, unread, onOpen }: MessageRowProps) {
  // A newer server may know kinds this build has not heard of.
  const title: string | undefined = words.titles[message.kind];
  const text: ((facts: Message['facts']) => string) | undefined = words.texts[message.kind];
  return (
    <Tap className="message" onTap={onOpen}>
      <View className="message-mark">
        <Icon name={ICONS[message.kind] ?? 'bell'} />
        {unread ? (
          <View
            className="message-dot"
            {...accessible({ role: 'img', 'aria-label': words.unread })}
          />
        ) : null}
      </View>
      <View className="message-text">
        <View className="message-head">
          <Text className="message-title">{title ?? words.title}</Text>
          <Text className="message-at">{nearMomentText(message.createdAt)}</Text>
        </View>
        <Text className="message-words">{text?.(message.facts) ?? ''}</Text>
      </View>
    </Tap>
  );
}
