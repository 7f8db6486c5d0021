import { Text, View } from '@tarojs/components';
import { EarlyLine } from '@/flash-sale/early-line';
import { SoldBar } from '@/flash-sale/sold-bar';
import { startText } from '@/flash-sale/slot-text';
import { nextInstant } from '@/flash-sale/slots';
import { useReminders } from '@/flash-sale/use-reminders';
import { words } from '@/flash-sale/wording';
import { serverNow } from '@/platform/clock';
import { Button } from '@/ui/button';
import { Countdown } from '@/ui/countdown';
import { yuanText } from '@/ui/price';
import { lowestFen } from './as-offered';
import type { Flash } from './use-flash';
import './flash-strip.scss';

/** The flash sale a product is in: when, at which price, and how much of it is taken. */
export function FlashStrip({ flash, onEnd }: { flash: Flash; onEnd: () => void }) {
  const { slot, phase, earlyMinutes } = flash;
  const until = nextInstant(slot, serverNow());
  if (until === null)
    return <View className="flash-strip flash-strip-over">{words.overProduct}</View>;
  const coming = phase === 'before' || phase === 'preheat';
  const startsIn = slot.early.length > 0 ? words.startsForAllIn : words.startsIn;
  return (
    <View className="flash-strip">
      <View className="flash-strip-head">
        <Text className="flash-strip-name">{coming ? words.title : words.phases[phase]}</Text>
        <View>
          <Text>{until === slot.startsAt ? startsIn : words.endsIn} </Text>
          <Countdown key={until} until={until} onEnd={onEnd} />
        </View>
      </View>
      {coming ? <Coming flash={flash} /> : <Running flash={flash} />}
      <EarlyLine slot={slot} ownMinutes={earlyMinutes} onEnd={onEnd} />
    </View>
  );
}

function Coming({ flash: { slot, phase } }: { flash: Flash }) {
  const { isAsked, remind } = useReminders();
  const asked = isAsked(slot);
  const lowest = lowestFen(slot.goods);
  return (
    <View className="flash-strip-line">
      <Text className="flash-strip-note">
        {words.startsAt(startText(slot.startsAt, serverNow()))}
        {lowest === null ? '' : ` ${yuanText(lowest)}`} · {words.limit(slot.perPersonMax)}
      </Text>
      {phase === 'preheat' ? (
        <Button
          compact
          kind="secondary"
          disabled={asked}
          text={asked ? words.reminded : words.remind}
          onTap={() => void remind(slot)}
        />
      ) : null}
    </View>
  );
}

function Running({ flash: { slot, phase } }: { flash: Flash }) {
  const most = Math.max(...slot.goods.map((goods) => goods.soldBps));
  return (
    <View>
      <SoldBar soldBps={most} />
      <Text className="flash-strip-note">
        {phase === 'sold-out'
          ? words.soldOutHint
          : `${words.limit(slot.perPersonMax)} · ${words.payWithin(slot.payWithinMinutes)}`}
      </Text>
    </View>
  );
}
