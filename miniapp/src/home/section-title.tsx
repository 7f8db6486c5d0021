import { View } from '@tarojs/components';
import { accessible } from '@/ui/accessible';
import './section-title.scss';

/** The name of a part of the page. */
export function SectionTitle({ text }: { text: string }) {
  return (
    <View className="section-title" {...accessible({ role: 'heading', 'aria-level': 2 })}>
      {text}
    </View>
  );
}
