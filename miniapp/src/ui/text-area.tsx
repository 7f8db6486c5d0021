import { Text, Textarea, View } from '@tarojs/components';
import { accessible } from './accessible';
import './text-area.scss';

interface TextAreaProps {
  label: string;
  value: string;
  placeholder: string;
  lengthMax: number;
  disabled?: boolean;
  onInput: (value: string) => void;
}

/** A few lines of the shopper's own words, with how many more fit in. */
export function TextArea(props: TextAreaProps) {
  const { label, value, placeholder, lengthMax, disabled = false, onInput } = props;
  return (
    <View className="text-area">
      <Textarea
        className="text-area-input"
        value={value}
        maxlength={lengthMax}
        placeholder={placeholder}
        placeholderClass="placeholder"
        disabled={disabled}
        onInput={(event) => onInput(event.detail.value)}
        {...accessible({ 'aria-label': label })}
      />
      <Text className="text-area-count">{`${value.length}/${lengthMax}`}</Text>
    </View>
  );
}
