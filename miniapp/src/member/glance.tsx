import { Text, View } from '@tarojs/components';
import { totalOf } from '@siyu/shared';
import { go } from '@/platform/go';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import type { Assets } from './api';
import { countText } from './standing';
import { words } from './wording';
import './glance.scss';

/** What the member owns: balance, points and coupons, each leading to its own page. */
export function Glance({ assets: { wallet, points, coupons } }: { assets: Assets }) {
  const balance = wallet && yuanText(totalOf(wallet));
  const owned = [
    { name: words.balance, text: balance, url: '/wallet/index' },
    { name: words.points, text: points && countText(points.active), url: '/membership/points' },
    { name: words.coupons, text: coupons === null ? null : `${coupons}`, url: '/coupons/mine' },
  ];
  return (
    <View className="glance">
      {owned.map(({ name, text, url }) => (
        <Tap key={url} className="glance-one" onTap={() => go(url)}>
          <Text className="glance-count">{text ?? words.unknown}</Text>
          <Text className="glance-name">{name}</Text>
        </Tap>
      ))}
    </View>
  );
}
