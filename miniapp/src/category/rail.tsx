import { ScrollView, View } from '@tarojs/components';
import type { Category } from '@siyu/shared';
import { accessible } from '@/ui/accessible';
import { Tap } from '@/ui/tap';
import './rail.scss';

interface RailProps {
  categories: readonly Category[];
  chosenId: string;
  onChoose: (id: string) => void;
}

/** The first level of categories, one under the other. */
export function Rail({ categories, chosenId, onChoose }: RailProps) {
  return (
    <ScrollView className="rail" scrollY>
      <View {...accessible({ role: 'tablist' })}>
        {categories.map(({ id, name }) => (
          <Tap
            key={id}
            role="tab"
            className={`rail-one${id === chosenId ? ' rail-chosen' : ''}`}
            chosen={id === chosenId}
            onTap={() => onChoose(id)}
          >
            {name}
          </Tap>
        ))}
      </View>
    </ScrollView>
  );
}
