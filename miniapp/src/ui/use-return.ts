import { useDidHide, useDidShow } from '@tarojs/taro';
import { useRef } from 'react';

/** Calls back when someone comes back to the page: another may have changed what it shows. */
export function useReturn(comeBack: () => void): void {
  const away = useRef(false);
  useDidHide(() => {
    away.current = true;
  });
  useDidShow(() => {
    if (away.current) comeBack();
    away.current = false;
  });
}
