import { Text, View } from '@tarojs/components';
import { inLanguage } from '@/platform/language';
import { Icon } from './icon';
import { Tap } from './tap';
import './stepper.scss';

interface StepperProps {
  quantity: number;
  min?: number;
  max: number;
  onChange: (quantity: number) => void;
}

const words = { less: inLanguage('减一件', 'One less'), more: inLanguage('加一件', 'One more') };

/** A quantity with one less and one more; neither end goes past its limit. */
export function Stepper({ quantity, min = 1, max, onChange }: StepperProps) {
  return (
    <View className="stepper">
      <Tap
        className="stepper-tap"
        label={words.less}
        disabled={quantity <= min}
        onTap={() => onChange(quantity - 1)}
      >
        <Icon name="minus" small />
      </Tap>
      <Text className="stepper-quantity">{String(quantity)}</Text>
      <Tap
        className="stepper-tap"
        label={words.more}
        disabled={quantity >= max}
        onTap={() => onChange(quantity + 1)}
      >
        <Icon name="plus" small />
      </Tap>
    </View>
  );
}
