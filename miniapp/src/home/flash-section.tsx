import { Text, View } from '@tarojs/components';
import type { FlashChannel, FlashGoods } from '@siyu/shared';
import { startText } from '@/flash-sale/slot-text';
import { firstSlot, nextInstant, phaseAt } from '@/flash-sale/slots';
import { words } from '@/flash-sale/wording';
import { serverNow } from '@/platform/clock';
import { go } from '@/platform/go';
import { Countdown } from '@/ui/countdown';
import { Picture } from '@/ui/picture';
import { Price } from '@/ui/price';
import { Tap } from '@/ui/tap';
import './flash-section.scss';

const GOODS_SHOWN = 3;

/** The slot that runs or comes next, with its time and three of its goods; nothing without one. */
export function FlashSection({
  channel,
  onEnd,
}: {
  channel: FlashChannel | null;
  onEnd: () => void;
}) {
  const now = serverNow();
  const slot = firstSlot(channel?.slots ?? [], now);
  if (slot === null || slot.goods.length === 0) return <View />;
  const until = nextInstant(slot, now);
  if (until === null) return <View />;
  const isOn = phaseAt(slot, false, now) === 'on';
  return (
    <View className="home-flash">
      <Tap className="home-flash-head" role="link" onTap={() => go('/flash-sale/index')}>
        <Text className="home-flash-title">{words.title}</Text>
        <Text className="home-flash-when">
          {isOn ? words.endsIn : words.startsAt(startText(slot.startsAt, now))}
        </Text>
        <Countdown key={until} until={until} onEnd={onEnd} />
        <Text className="home-flash-all">{words.all}</Text>
      </Tap>
      <View className="home-flash-goods">
        {slot.goods.slice(0, GOODS_SHOWN).map((goods) => (
          <Goods key={goods.skuId} goods={goods} />
        ))}
      </View>
    </View>
  );
}

function Goods({ goods }: { goods: FlashGoods }) {
  const { title, pictureUrl, priceFen, struckFen, productId } = goods;
  const open = () => go(`/product/index?id=${productId}`);
  return (
    <Tap className="home-flash-item" role="link" label={title} mark="flash-sale" onTap={open}>
      <Picture className="home-flash-picture" url={pictureUrl} name={title} />
      <View className="home-flash-name">{title}</View>
      <Price amountFen={priceFen} struckFen={struckFen} />
    </Tap>
  );
}
