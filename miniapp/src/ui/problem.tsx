import { View } from '@tarojs/components';
import { accessible } from './accessible';
import './problem.scss';

/** What is wrong with an answer, or that it is missing; it stands with what it is about. */
export function Problem({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <View className="problem" {...accessible({ role: 'alert' })}>
      {text}
    </View>
  );
}
