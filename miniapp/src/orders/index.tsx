import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { ORDER_STATES, type OrderState } from '@siyu/shared';
import { useState } from 'react';
import { AfterSaleList } from '@/after-sale/after-sale-list';
import { Page } from '@/shell/page';
import { Tabs } from '@/ui/tabs';
import { OrderList } from './order-list';
import { words } from './wording';
import './index.scss';

type Tab = 'all' | 'after-sale' | OrderState;

const SHOWN: readonly OrderState[] = ['awaiting-payment', 'gathering', 'to-ship', 'shipped'];
const TABS: { key: Tab; text: string }[] = [
  { key: 'all', text: words.tabs.all },
  ...SHOWN.map((state) => ({ key: state, text: words.states[state] })),
  { key: 'after-sale', text: words.tabs.afterSale },
];

/** The shopper's orders, by what they wait for; `?tab=` opens on one of them. */
export default function OrdersPage() {
  const [tab, setTab] = useState<Tab>(tabOf(useRouter().params.tab));
  return (
    <Page title={words.list}>
      <View className="orders-tabs">
        <Tabs tabs={TABS} chosen={tab} onChoose={setTab} />
      </View>
      {tab === 'after-sale' ? (
        <AfterSaleList />
      ) : (
        <OrderList state={ORDER_STATES.find((state) => state === tab)} />
      )}
    </Page>
  );
}

function tabOf(name: string | undefined): Tab {
  return TABS.find(({ key }) => key === name)?.key ?? 'all';
}
