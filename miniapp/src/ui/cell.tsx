import { Text, View } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import { Tap } from './tap';
import './cell.scss';

interface CellProps {
  text: string;
  icon?: IconName;
  /** What is known of it, at the right. */
  value?: string;
  /** A dot: something new waits behind it. */
  dot?: boolean;
  onTap: () => void;
}

/** A row that leads somewhere. */
export function Cell({ text, icon, value = '', dot = false, onTap }: CellProps) {
  return (
    <Tap className="cell" onTap={onTap}>
      {icon === undefined ? null : <Icon name={icon} />}
      <Text className="cell-text">{text}</Text>
      {dot ? <View className="cell-dot" /> : null}
      <Text className="cell-value">{value}</Text>
      <Icon name="forward" small />
    </Tap>
  );
}
