import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { serverNow } from '@/platform/clock';

const TICK_MS = 1000;

/**
 * Milliseconds until an instant on the server's clock, every second while the page is in sight;
 * null without an instant. Calls `onEnd` when the instant passes before the shopper's eyes.
 */
export function useTimeLeft(until: string | null, onEnd: () => void): number | null {
  const [nowMs, setNowMs] = useState(() => serverNow().getTime());
  const [inSight, setInSight] = useState(true);
  const end = useRef(onEnd);
  const leftMs = until === null ? null : Date.parse(until) - nowMs;
  const running = inSight && leftMs !== null && leftMs > 0;
  useDidShow(() => {
    setNowMs(serverNow().getTime());
    setInSight(true);
  });
  useDidHide(() => setInSight(false));
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (!running || until === null) return;
    const timer = setInterval(() => {
      const now = serverNow().getTime();
      setNowMs(now);
      if (now >= Date.parse(until)) end.current();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [running, until]);
  return leftMs;
}
