import { ScrollView, View } from '@tarojs/components';
import { accessible } from './accessible';
import { Tap } from './tap';
import './tabs.scss';

interface TabsProps<Key extends string> {
  tabs: readonly { key: Key; text: string }[];
  chosen: Key;
  onChoose: (key: Key) => void;
}

/** One of a few views of the same list. */
export function Tabs<Key extends string>({ tabs, chosen, onChoose }: TabsProps<Key>) {
  return (
    <ScrollView className="tabs" scrollX>
      <View className="tabs-row" {...accessible({ role: 'tablist' })}>
        {tabs.map(({ key, text }) => (
          <Tap
            key={key}
            role="tab"
            className={`tabs-tab${key === chosen ? ' tabs-chosen' : ''}`}
            chosen={key === chosen}
            onTap={() => onChoose(key)}
          >
            {text}
          </Tap>
        ))}
      </View>
    </ScrollView>
  );
}
