import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import type { OrderCounts } from '@siyu/shared';
import { useCallback, useEffect, useState } from 'react';
import { loadUnread, useUnread } from '@/messages/unread';
import { readOrderCounts } from '@/orders/api';
import { go } from '@/platform/go';
import { Page } from '@/shell/page';
import { leave, useSession } from '@/session/store';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { confirmed } from '@/ui/say';
import { Header } from './header';
import { useUsableCoupons } from './use-usable-coupons';
import { OrderShortcuts } from './order-shortcuts';
import { Phone } from './phone';
import { Service } from './service';
import { words } from './wording';
import './index.scss';

/** The shopper's own page: their orders, what the shop keeps of them, and the way to a person. */
export default function MePage() {
  const shopper = useSession((state) => state.shopper);
  const unread = useUnread((state) => state.count);
  const [counts, load] = useCounts(shopper?.id ?? null);
  useDidShow(load);
  return (
    <Page title={words.title} tab>
      <View className="me">
        <Header shopper={shopper} />
        <OrderShortcuts counts={counts} />
        {shopper !== null && shopper.phoneMasked === null ? <Phone /> : null}
        <Card className="me-cells">
          <Cell
            icon="bell"
            text={words.messages}
            dot={shopper !== null && unread > 0}
            onTap={() => go('/messages/index')}
          />
          <Coupons shopperId={shopper?.id ?? null} />
          <Cell icon="wallet" text={words.wallet} onTap={() => go('/wallet/index')} />
          <Cell icon="gift" text={words.invitations} onTap={() => go('/invitations/index')} />
          <Cell icon="pin" text={words.addresses} onTap={() => go('/addresses/index')} />
          <Service />
        </Card>
        <Card className="me-cells">
          <Cell text={words.personal} onTap={() => go('/privacy/index')} />
          {(['agreement', 'privacy', 'licence'] as const).map((name) => (
            <Cell key={name} text={words[name]} onTap={() => go(`/documents/index?name=${name}`)} />
          ))}
        </Card>
        {shopper === null ? null : (
          <View className="me-leave">
            <Button kind="quiet" text={words.logOut} onTap={() => void logOut()} />
          </View>
        )}
      </View>
    </Page>
  );
}

function Coupons({ shopperId }: { shopperId: string | null }) {
  const usable = useUsableCoupons(shopperId);
  const value = usable === null ? '' : words.couponCount(usable);
  return (
    <Cell icon="coupon" text={words.coupons} value={value} onTap={() => go('/coupons/mine')} />
  );
}

/** Counts of who is logged in; those that cannot be had are simply not shown. */
function useCounts(shopperId: string | null): [OrderCounts | null, () => void] {
  const [found, setFound] = useState<{ of: string; counts: OrderCounts }>();
  const load = useCallback(() => {
    if (shopperId === null) return;
    void loadUnread();
    readOrderCounts().then(
      (counts) => setFound({ of: shopperId, counts }),
      () => undefined,
    );
  }, [shopperId]);
  useEffect(load, [load]);
  return [found !== undefined && found.of === shopperId ? found.counts : null, load];
}

async function logOut(): Promise<void> {
  const question = { title: words.logOutTitle, text: words.logOutText, yes: words.logOutYes };
  if (await confirmed(question)) await leave();
}
