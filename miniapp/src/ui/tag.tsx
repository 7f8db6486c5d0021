import { Text } from '@tarojs/components';
import './tag.scss';

/** A word about a thing. `brand` for what is won, `quiet` for what is only so. */
export function Tag({
  text,
  kind = 'quiet',
}: {
  text: string;
  kind?: 'quiet' | 'brand' | 'success';
}) {
  return <Text className={`tag tag-${kind}`}>{text}</Text>;
}
