import { View } from '@tarojs/components';
import type { Product } from '@siyu/shared';
import { accessible } from '@/ui/accessible';
import { Tap } from '@/ui/tap';
import { isPossible, type Choice } from './choice';
import './option-picker.scss';

interface OptionPickerProps {
  product: Product;
  choice: Choice;
  /** Which of the product's options this is. */
  option: number;
  onTap: (value: string) => void;
}

/** The values of one option; those that cannot be had with the rest are crossed out. */
export function OptionPicker({ product, choice, option, onTap }: OptionPickerProps) {
  const shown = product.options[option];
  if (shown === undefined) return null;
  return (
    <View className="option">
      <View className="option-name">{shown.name}</View>
      <View
        className="option-values"
        {...accessible({ role: 'radiogroup', 'aria-label': shown.name })}
      >
        {shown.values.map((value) => {
          const chosen = choice[option] === value;
          const possible = isPossible(product, choice, option, value);
          const look = chosen ? ' option-chosen' : possible ? '' : ' option-gone';
          return (
            <Tap
              key={value}
              role="radio"
              className={`option-value${look}`}
              chosen={chosen}
              disabled={!possible && !chosen}
              onTap={() => onTap(value)}
            >
              {value}
            </Tap>
          );
        })}
      </View>
    </View>
  );
}
