import { View } from '@tarojs/components';
import { accessible } from './accessible';
import { Tap } from './tap';
import './choices.scss';

interface ChoicesProps<Key extends string> {
  label: string;
  choices: readonly { key: Key; text: string }[];
  /** Nothing is chosen for the shopper: null until they do. */
  chosen: Key | null;
  onChoose: (key: Key) => void;
}

/** One of a few short answers. */
export function Choices<Key extends string>(props: ChoicesProps<Key>) {
  const { label, choices, chosen, onChoose } = props;
  return (
    <View className="choices" {...accessible({ role: 'radiogroup', 'aria-label': label })}>
      {choices.map(({ key, text }) => (
        <Tap
          key={key}
          role="radio"
          className={`choices-choice${key === chosen ? ' choices-chosen' : ''}`}
          chosen={key === chosen}
          onTap={() => onChoose(key)}
        >
          {text}
        </Tap>
      ))}
    </View>
  );
}
