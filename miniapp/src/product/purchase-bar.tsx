import { Text, View } from '@tarojs/components';
import { badgeText } from '@/cart/badge';
import { cartCount, useCart } from '@/cart/store';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Icon, type IconName } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import type { Purpose } from './option-sheet';
import { Ways, type Way } from './ways';
import './purchase-bar.scss';

const words = inLanguage(
  { shop: '首页', cart: '购物车', add: '加入购物车', buy: '立即购买', soldOut: '已售罄' },
  { shop: 'Shop', cart: 'Cart', add: 'Add to cart', buy: 'Buy now', soldOut: 'Sold out' },
);

interface PurchaseBarProps {
  soldOut: boolean;
  onTap: (purpose: Purpose) => void;
  /** The two ways to buy where an offer gives others than cart and at once. */
  ways?: readonly [Way, Way] | undefined;
}

/** The shop, the cart, and the two ways to buy. */
export function PurchaseBar({ soldOut, onTap, ways }: PurchaseBarProps) {
  const count = useCart(cartCount);
  return (
    <BottomBar>
      <Entry icon="home" text={words.shop} onTap={() => go('/home/index')} />
      <Entry icon="cart" text={words.cart} count={count} onTap={() => go('/cart/index')} />
      <View className="purchase-buttons">
        {ways !== undefined ? (
          <Ways ways={ways} />
        ) : soldOut ? (
          <Button text={words.soldOut} disabled onTap={() => undefined} />
        ) : (
          <>
            <Button kind="secondary" text={words.add} onTap={() => onTap('cart')} />
            <Button text={words.buy} onTap={() => onTap('buy')} />
          </>
        )}
      </View>
    </BottomBar>
  );
}

interface EntryProps {
  icon: IconName;
  text: string;
  count?: number;
  onTap: () => void;
}

function Entry({ icon, text, count = 0, onTap }: EntryProps) {
  return (
    <Tap className="purchase-entry" role="link" onTap={onTap}>
      <Icon name={icon} />
      <Text className="purchase-entry-text">{text}</Text>
      {count === 0 ? null : <Text className="purchase-badge">{badgeText(count)}</Text>}
    </Tap>
  );
}
