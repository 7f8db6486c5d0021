import { ScrollView, Text, View } from '@tarojs/components';
import { go } from '@/platform/go';
import { Icon } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import { Countdown } from './countdown';
import { NewcomerTile } from './goods-tile';
import { useNewcomerZone } from './use-newcomer-zone';
import { words } from './wording';
import { isOpen, openGoods } from './zone';
import './home-section.scss';

const SHOWN_MAX = 6;

/** The newcomer's offer on the front page, while it lasts; nothing for everybody else. */
export function NewcomerSection() {
  const { value: zone, reload } = useNewcomerZone();
  const goods = zone === null ? [] : openGoods(zone);
  // An empty place stays: Taro sends a whole parent again when a child is put in.
  if (zone === null || goods.length === 0) return <View />;
  const offer = zone.offers.find(isOpen);
  return (
    <View className="newcomer-section">
      <Tap className="newcomer-head" role="link" onTap={() => go('/newcomer/index')}>
        <Text className="newcomer-title">{words.title}</Text>
        <View className="newcomer-left">
          {offer?.until ? (
            <Countdown until={offer.until} onEnd={() => void reload()} />
          ) : (
            <Text className="countdown">{words.forFirst}</Text>
          )}
        </View>
        <Icon name="forward" small />
      </Tap>
      <ScrollView className="newcomer-row" scrollX>
        <View className="newcomer-line">
          {goods.slice(0, SHOWN_MAX).map((one) => (
            <NewcomerTile key={one.skuId} goods={one} small />
          ))}
        </View>
      </ScrollView>
    </View>
  );
}
