import { View } from '@tarojs/components';
import './icon.scss';

export type IconName =
  | 'back'
  | 'forward'
  | 'down'
  | 'search'
  | 'close'
  | 'plus'
  | 'minus'
  | 'check'
  | 'home'
  | 'cart'
  | 'trash'
  | 'pin'
  | 'bell'
  | 'service'
  | 'document'
  | 'wallet'
  | 'coupon'
  | 'parcel'
  | 'truck'
  | 'return'
  | 'camera'
  | 'edit'
  | 'tag'
  | 'rise'
  | 'points'
  | 'gift'
  | 'clock'
  | 'warning'
  | 'offline';

/** A line drawing in the colour of the text around it: 24 pt, or 16 when small. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return <View className={`icon icon-${name}${small ? ' icon-small' : ''}`} />;
}
