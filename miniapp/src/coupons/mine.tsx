import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { COUPON_TABS, type CouponCounts, type CouponTab } from '@siyu/shared';
import { useCallback, useRef, useState } from 'react';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Cell } from '@/ui/cell';
import { CodeField } from '@/ui/code-field';
import { EndlessList } from '@/ui/endless-list';
import { say } from '@/ui/say';
import { Tabs } from '@/ui/tabs';
import { useList } from '@/ui/use-list';
import { readCouponCounts, readCoupons, redeemCode } from './api';
import { InHand } from './in-hand';
import { words } from './wording';
import './mine.scss';

/** The shopper's coupons by what can be done with them, and a field for a printed code. */
export default function MyCouponsPage() {
  const [tab, setTab] = useState<CouponTab>('usable');
  const list = useList(tab, (cursor) => asShopper(() => readCoupons(tab, cursor)));
  const [counts, count] = useCounts();
  const seen = useRef(false);
  const refresh = () => {
    count();
    void list.refresh();
  };
  useDidShow(() => {
    if (seen.current) void list.refresh();
    seen.current = true;
    count();
  });
  const tabs = COUPON_TABS.map((key) => ({
    key,
    text: words.counted(words.tabs[key], key === 'used' || key === 'expired' ? 0 : counts[key]),
  }));
  const action =
    tab === 'usable' ? { text: words.toCentre, onTap: () => go('/coupons/index') } : undefined;
  return (
    <Page title={words.mine}>
      <View className="my-coupons-tabs">
        <Tabs tabs={tabs} chosen={tab} onChoose={setTab} />
      </View>
      {tab === 'usable' ? <Redeem onRedeemed={refresh} /> : null}
      <EndlessList
        list={list}
        empty={{ icon: 'coupon', text: words.mineEmpty[tab], ...(action && { action }) }}
        draw={(coupon) => <InHand key={coupon.id} coupon={coupon} />}
      />
      {tab === 'usable' && list.items.length > 0 ? (
        <View className="my-coupons-more">
          <Cell icon="coupon" text={words.toCentre} onTap={() => go('/coupons/index')} />
        </View>
      ) : null}
    </Page>
  );
}

/** A printed code becomes a coupon. */
function Redeem({ onRedeemed }: { onRedeemed: () => void }) {
  const redeem = async (code: string) => {
    await asShopper(() => redeemCode(code));
    say(words.redeemed);
    onRedeemed();
  };
  return (
    <CodeField
      {...{ label: words.code, placeholder: words.codePlaceholder, action: words.redeem }}
      onCode={redeem}
    />
  );
}

const NONE: CouponCounts = { usable: 0, locked: 0, used: 0, expired: 0 };

/** How many each tab has; without an answer the tabs merely stand without numbers. */
function useCounts(): [CouponCounts, () => void] {
  const [counts, setCounts] = useState(NONE);
  const load = useCallback(() => {
    void asShopper(readCouponCounts).then(setCounts, () => undefined);
  }, []);
  return [counts, load];
}
