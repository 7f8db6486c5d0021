import { View } from '@tarojs/components';
import { Tap } from './tap';
import './button.scss';

interface ButtonProps {
  text: string;
  kind?: 'primary' | 'secondary' | 'quiet';
  /** While what the tap began is under way; taps are ignored and the wait is shown. */
  loading?: boolean;
  disabled?: boolean;
  /** As wide as its text, for a row of buttons; otherwise as wide as its place. */
  compact?: boolean;
  onTap: () => void;
}

/** The shop's button: primary for the one next step, secondary beside it, quiet for the rest. */
export function Button(props: ButtonProps) {
  const { text, kind = 'primary', loading = false, disabled = false, compact = false } = props;
  const off = disabled ? ' button-off' : '';
  return (
    <Tap
      className={`button button-${kind}${off}${compact ? ' button-compact' : ''}`}
      disabled={disabled || loading}
      onTap={props.onTap}
    >
      {loading ? <View className="button-wait" /> : null}
      {text}
    </Tap>
  );
}
