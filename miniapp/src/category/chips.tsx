import { ScrollView, View } from '@tarojs/components';
import type { Category } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { Tap } from '@/ui/tap';
import './chips.scss';

interface ChipsProps {
  categories: readonly Category[];
  /** Null for all of them. */
  chosenId: string | null;
  onChoose: (id: string | null) => void;
}

/** Narrows a category down to one inside it. */
export function Chips({ categories, chosenId, onChoose }: ChipsProps) {
  const all = [{ id: null, name: inLanguage('全部', 'All') }, ...categories];
  return (
    <ScrollView className="chips" scrollX>
      <View className="chips-line">
        {all.map(({ id, name }) => (
          <Tap
            key={id ?? 'all'}
            className={`chip${id === chosenId ? ' chip-on' : ''}`}
            onTap={() => onChoose(id)}
          >
            {name}
          </Tap>
        ))}
      </View>
    </ScrollView>
  );
}
