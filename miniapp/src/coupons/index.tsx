import { useDidShow } from '@tarojs/taro';
import { useRef } from 'react';
import { go } from '@/platform/go';
import { useSession } from '@/session/store';
import { Page } from '@/shell/page';
import { EndlessList } from '@/ui/endless-list';
import { useList } from '@/ui/use-list';
import { readCouponCentre } from './api';
import { Claimable } from './claimable';
import { words } from './wording';

/** Coupons to claim now. Whoever logs in meanwhile sees what is left for them. */
export default function CouponCentrePage() {
  const shopperId = useSession((state) => state.shopper?.id ?? '');
  const list = useList(shopperId, readCouponCentre);
  const seen = useRef(false);
  useDidShow(() => {
    if (seen.current) void list.refresh();
    seen.current = true;
  });
  const toShop = { text: words.toShop, onTap: () => go('/home/index') };
  return (
    <Page title={words.centre}>
      <EndlessList
        list={list}
        empty={{ icon: 'coupon', text: words.centreEmpty, action: toShop }}
        draw={(coupon) => (
          <Claimable key={coupon.campaignId} coupon={coupon} onChange={() => void list.refresh()} />
        )}
      />
    </Page>
  );
}
