import { Text, View } from '@tarojs/components';
import { accessible } from './accessible';
import { Tap } from './tap';
import './strip.scss';

interface StripProps {
  text: string;
  /** What can be done about it. */
  action?: { text: string; onTap: () => void };
}

/** A sentence the shopper must not miss, where it concerns them. */
export function Strip({ text, action }: StripProps) {
  return (
    <View className="strip" {...accessible({ role: 'alert' })}>
      <Text className="strip-text">{text}</Text>
      {action ? (
        <Tap className="strip-action" onTap={action.onTap}>
          {action.text}
        </Tap>
      ) : null}
    </View>
  );
}
