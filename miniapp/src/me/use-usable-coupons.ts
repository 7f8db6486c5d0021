import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import { readCouponCounts } from '@/coupons/api';

/** How many coupons this shopper could use; null until known, and when there are none to tell of. */
export function useUsableCoupons(shopperId: string | null): number | null {
  const [found, setFound] = useState<{ of: string; usable: number }>();
  const load = useCallback(() => {
    if (shopperId === null) return;
    readCouponCounts().then(
      ({ usable }) => setFound({ of: shopperId, usable }),
      () => undefined,
    );
  }, [shopperId]);
  useDidShow(load);
  useEffect(load, [load]);
  if (found === undefined || found.of !== shopperId) return null;
  return found.usable === 0 ? null : found.usable;
}
