import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { NewcomerZone } from '@siyu/shared';
import { conditionText, worthText } from '@/coupons/terms-text';
import { go } from '@/platform/go';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { nearMomentText } from '@/ui/moment';
import { Empty, ErrorState } from '@/ui/notice';
import { Countdown } from './countdown';
import { NewcomerTile } from './goods-tile';
import { useNewcomerZone } from './use-newcomer-zone';
import { words } from './wording';
import { isOpen, type NewcomerOffer } from './zone';
import './index.scss';

/** What a first order gets, until when, and whether it is still to be had. */
export default function NewcomerPage() {
  const zone = useNewcomerZone();
  usePullDownRefresh(() => void zone.reload().then(() => Taro.stopPullDownRefresh()));
  return (
    <Page title={words.title}>
      {zone.value !== null ? (
        <Zone zone={zone.value} onEnd={() => void zone.reload()} />
      ) : zone.state === 'failed' ? (
        <ErrorState code={zone.code} onRetry={() => void zone.reload()} />
      ) : (
        <CardBones shapes={['text', 'things']} />
      )}
    </Page>
  );
}

function Zone({ zone, onEnd }: { zone: NewcomerZone; onEnd: () => void }) {
  if (zone.offers.length === 0) {
    const toShop = { text: words.toShop, onTap: () => go('/home/index') };
    return <Empty icon="coupon" text={words.empty} action={toShop} />;
  }
  return (
    <View className="newcomer">
      {zone.offers.map((offer) => (
        <View key={offer.campaignId}>
          <Standing offer={offer} onEnd={onEnd} />
          <Pack offer={offer} />
          <Goods offer={offer} />
        </View>
      ))}
    </View>
  );
}

/** Nobody is shown a price that they cannot have any more: the shop is open to them instead. */
function Goods({ offer }: { offer: NewcomerOffer }) {
  if (!isOpen(offer)) {
    return (
      <View className="newcomer-way">
        <Button kind="secondary" text={words.toShop} onTap={() => go('/home/index')} />
      </View>
    );
  }
  return (
    <View className="newcomer-goods">
      {offer.goods.map((goods) => (
        <NewcomerTile key={goods.skuId} goods={goods} />
      ))}
    </View>
  );
}

/** How it stands towards this shopper, in words; the countdown runs for who may still have it. */
function Standing({ offer, onEnd }: { offer: NewcomerOffer; onEnd: () => void }) {
  const { until } = offer;
  return (
    <Card>
      <View className="newcomer-name">{offer.name}</View>
      <View className="newcomer-told">{standingText(offer)}</View>
      {until === null ? null : <Countdown until={until} onEnd={onEnd} />}
      {isOpen(offer) ? <View className="newcomer-told">{termsText(offer)}</View> : null}
    </Card>
  );
}

function termsText({ perPersonMax, freesFreight }: NewcomerOffer): string {
  return [words.most(perPersonMax), ...(freesFreight ? [words.freight] : [])].join(' · ');
}

function standingText({ standing, until, windowDays }: NewcomerOffer): string {
  if (standing === 'ordered') return words.ordered;
  if (standing === 'window-over') return words.over;
  return until === null ? words.window(windowDays) : words.until(nearMomentText(until));
}

function Pack({ offer: { coupons, standing } }: { offer: NewcomerOffer }) {
  if (coupons.length === 0) return null;
  return (
    <Card title={words.pack}>
      {coupons.map((one) => (
        <View key={one.campaignId} className="newcomer-coupon">
          <Text className="newcomer-worth">{worthText(one)}</Text>
          <Text className="newcomer-told">{conditionText(one)}</Text>
        </View>
      ))}
      <View className="newcomer-told">{standing === null ? words.packAt : words.packIn}</View>
    </Card>
  );
}
