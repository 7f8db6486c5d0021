import { Text, View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useShareAppMessage } from '@tarojs/taro';
import type { FlashSlotAnswer } from '@siyu/shared';
import { useState } from 'react';
import { serverNow } from '@/platform/clock';
import { go } from '@/platform/go';
import { useSharedPath } from '@/sharing/use-shared-path';
import { Page } from '@/shell/page';
import { Countdown } from '@/ui/countdown';
import { Empty, ErrorState } from '@/ui/notice';
import { CardBones } from '@/ui/card-bones';
import { Tabs } from '@/ui/tabs';
import { useLoaded } from '@/ui/use-loaded';
import { readFlashChannel } from './api';
import { EarlyLine } from './early-line';
import { GoodsRow } from './goods-row';
import { slotText } from './slot-text';
import { firstSlot, nextInstant, phaseAt, slotKey } from './slots';
import { useEarlyMinutes } from './use-early-minutes';
import { useReminders } from './use-reminders';
import { words } from './wording';
import './index.scss';

/** Flash sales of today and tomorrow, a tab each. */
export default function FlashSalePage() {
  const { state, code, value, reload } = useLoaded('flash-sales', readFlashChannel);
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()));
  const path = useSharedPath('flash-sale', null, '/flash-sale/index');
  useShareAppMessage(() => ({ title: words.title, path }));
  return (
    <Page title={words.title}>
      {value !== null ? (
        <Slots slots={value.slots} onEnd={() => void reload()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'one thing', 'one thing', 'one thing']} />
      )}
    </Page>
  );
}

interface SlotsProps {
  slots: readonly FlashSlotAnswer[];
  onEnd: () => void;
}

function Slots({ slots, onEnd }: SlotsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const reminders = useReminders();
  const early = useEarlyMinutes(slots);
  const now = serverNow();
  const slot = slots.find((one) => slotKey(one) === chosen) ?? firstSlot(slots, now);
  if (slot === null) {
    const toShop = { text: words.toShop, onTap: () => go('/home/index') };
    return <Empty icon="bell" text={words.empty} action={toShop} />;
  }
  return (
    <View className="flash">
      <View className="flash-tabs">
        <Tabs
          tabs={slots.map((one) => ({ key: slotKey(one), text: slotText(one, now, early) }))}
          chosen={slotKey(slot)}
          onChoose={setChosen}
        />
      </View>
      <Clock slot={slot} now={now} onEnd={onEnd} />
      <EarlyLine slot={slot} ownMinutes={early} onEnd={onEnd} />
      {slot.goods.map((goods) => (
        <GoodsRow
          key={goods.skuId}
          goods={goods}
          phase={phaseAt(slot, goods.soldOut, now, early)}
          perPersonMax={slot.perPersonMax}
          reminded={reminders.isAsked(slot)}
          onRemind={() => void reminders.remind(slot)}
        />
      ))}
    </View>
  );
}

function Clock({ slot, now, onEnd }: { slot: FlashSlotAnswer; now: Date; onEnd: () => void }) {
  const until = nextInstant(slot, now);
  if (until === null) return <View className="flash-clock">{words.over}</View>;
  const startsIn = slot.early.length > 0 ? words.startsForAllIn : words.startsIn;
  return (
    <View className="flash-clock">
      <Text className="flash-clock-name">{slot.name}</Text>
      <View>
        <Text>{until === slot.startsAt ? startsIn : words.endsIn} </Text>
        <Countdown key={until} until={until} onEnd={onEnd} />
      </View>
    </View>
  );
}
