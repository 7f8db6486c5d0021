import { Text, View } from '@tarojs/components';
import './headline.scss';

/** Where something stands, and what that means, each in a line of its own. */
export function Headline({ text, notes }: { text: string; notes: readonly string[] }) {
  return (
    <View className="headline">
      <Text className="headline-text">{text}</Text>
      {notes.map((note) => (
        <Text key={note} className="headline-note">
          {note}
        </Text>
      ))}
    </View>
  );
}
