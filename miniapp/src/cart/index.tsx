import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useCallback } from 'react';
import { go } from '@/platform/go';
import { useOfferedQuote } from '@/promotions/use-offered-quote';
import { Page } from '@/shell/page';
import { CardBones } from '@/ui/card-bones';
import { Empty, ErrorState } from '@/ui/notice';
import { sayWhy } from '@/ui/say';
import { CartLineRow } from './line';
import { CartOffers } from './offers';
import { loadCart, selectLines, useCart } from './store';
import { CartSummary } from './summary';
import { linesToBuy } from './totals';
import { words } from './wording';
import './index.scss';

/** What the shopper means to buy, as it can be bought now. */
export default function CartPage() {
  // The first load belongs to the app's start; coming back looks for new prices and stock.
  useDidShow(() => {
    if (useCart.getState().state !== 'loading') void loadCart();
  });
  return (
    <Page title={words.title} tab>
      <Content />
    </Page>
  );
}

function Content() {
  const { state, code, lines } = useCart();
  const offered = useOfferedQuote(
    linesToBuy(lines).map(({ skuId, quantity, unitPriceFen: priceFen }) => ({
      ...{ skuId, quantity, priceFen },
    })),
  );
  const select = useCallback((skuId: string, selected: boolean) => {
    const chosen = useCart
      .getState()
      .lines.filter((line) => (line.skuId === skuId ? selected : line.selected))
      .map((line) => line.skuId);
    void selectLines(chosen).catch(sayWhy);
  }, []);
  if (lines.length === 0) {
    if (state === 'failed' && code !== null) {
      return <ErrorState code={code} onRetry={() => void loadCart()} />;
    }
    if (state === 'loading') return <CardBones shapes={['things']} />;
    const toShop = { text: words.toShop, onTap: () => go('/home/index') };
    return <Empty icon="cart" text={words.empty} action={toShop} />;
  }
  return (
    <>
      <CartOffers quote={offered} />
      <View className="cart-lines">
        {lines.map((line) => (
          <CartLineRow key={line.skuId} line={line} onSelect={select} />
        ))}
      </View>
      <CartSummary lines={lines} offered={offered} />
    </>
  );
}
