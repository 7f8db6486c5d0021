import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import './bottom-bar.scss';

/** The bar a page's decision stands on, above the phone's own edge. Takes its place in the page. */
export function BottomBar({ children }: PropsWithChildren) {
  return (
    <View className="bottom-bar-place">
      <View className="bottom-bar">{children}</View>
    </View>
  );
}
