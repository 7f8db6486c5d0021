import { Text, View } from '@tarojs/components';
import { Icon } from './icon';
import { Tap } from './tap';
import './checkbox.scss';

interface CheckboxProps {
  checked: boolean;
  /** Read aloud; written beside the box unless it stands alone. */
  label: string;
  alone?: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A choice to make; it is never made for the shopper. */
export function Checkbox({ checked, label, alone = false, disabled, onChange }: CheckboxProps) {
  return (
    <Tap
      className="checkbox"
      role="checkbox"
      label={label}
      chosen={checked}
      {...(disabled !== undefined && { disabled })}
      onTap={() => onChange(!checked)}
    >
      <View className={`checkbox-box${checked ? ' checkbox-on' : ''}`}>
        {checked ? <Icon name="check" small /> : null}
      </View>
      {alone ? null : <Text className="checkbox-label">{label}</Text>}
    </Tap>
  );
}
