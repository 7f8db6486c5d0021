import { useDidHide, useDidShow, useUnload } from '@tarojs/taro';
import { useRef } from 'react';
import { phoneNowMs } from '@/platform/clock';
import { track } from '@/platform/track';

const startedAt = phoneNowMs();
let isFirst = true;

/** Notes when this page is seen and for how long. */
export function usePageTracking(): void {
  const shownAt = useRef<number | null>(null);
  const leave = () => {
    if (shownAt.current === null) return;
    track('page-left', { value: Math.max(0, phoneNowMs() - shownAt.current) });
    shownAt.current = null;
  };
  useDidShow(() => {
    shownAt.current = phoneNowMs();
    track('page-viewed');
    if (isFirst) track('timed', { mark: 'first-page', value: shownAt.current - startedAt });
    isFirst = false;
  });
  useDidHide(leave);
  useUnload(leave);
}
