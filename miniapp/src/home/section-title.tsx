import { Text, View } from '@tarojs/components';
import { accessible } from '@/ui/accessible';
import './section-title.scss';

/** The name of a part of the page, and a word about it at its right. */
export function SectionTitle({ text, aside = '' }: { text: string; aside?: string }) {
  return (
    <View className="section-title">
      <View className="section-title-text" {...accessible({ role: 'heading', 'aria-level': 2 })}>
        {text}
      </View>
      {aside === '' ? null : <Text className="section-title-aside">{aside}</Text>}
    </View>
  );
}
