import { Text, View } from '@tarojs/components';
import type { Product, Sku } from '@siyu/shared';
import { yuanText } from '@/ui/price';
import { Countdown } from './countdown';
import { useNewcomerZone } from './use-newcomer-zone';
import { words } from './wording';
import { entitledPrice, newcomerSavesFen } from './zone';
import './newcomer-price.scss';

/** The newcomer price of a product, for who is entitled to it and as long as they are. */
export function NewcomerPrice({ product, sku }: { product: Product; sku: Sku | null }) {
  const zone = useNewcomerZone();
  const skuIds = (sku === null ? product.skus : [sku]).map(({ id }) => id);
  const found = zone.value === null ? null : entitledPrice(zone.value, skuIds);
  if (found === null) return <View />;
  const { goods, offer } = found;
  return (
    <View className="newcomer-price">
      <Text className="newcomer-price-text">{words.price(yuanText(goods.priceFen))}</Text>
      <Text className="newcomer-price-saves">{words.saves(yuanText(newcomerSavesFen(goods)))}</Text>
      <View className="newcomer-price-about">
        <Text>{offer.freesFreight ? words.freight : words.most(offer.perPersonMax)}</Text>
        {offer.until === null ? null : (
          <Countdown until={offer.until} onEnd={() => void zone.reload()} />
        )}
      </View>
    </View>
  );
}
