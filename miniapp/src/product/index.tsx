import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { View } from '@tarojs/components';
import type { Product, Sku } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { readProduct } from '@/catalog/api';
import { OpenTeams } from '@/group-buy/open-teams';
import { NewcomerPrice } from '@/newcomer/newcomer-price';
import { pictureAddress } from '@/platform/http';
import { inLanguage } from '@/platform/language';
import type { ClientCode } from '@/platform/refused';
import { track } from '@/platform/track';
import { wordingOf } from '@/platform/wording';
import { ShareButton } from '@/sharing/share-button';
import { useSharedPath } from '@/sharing/use-shared-path';
import { NotFound } from '@/shell/not-found';
import { Page } from '@/shell/page';
import { ErrorState } from '@/ui/notice';
import { Bone } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { asOffered } from './as-offered';
import { chosenSku, firstChoice } from './choice';
import { Description } from './description';
import { FlashStrip } from './flash-strip';
import { Gallery } from './gallery';
import { OffersRow } from './offers-row';
import { OptionSheet } from './option-sheet';
import { PriceBlock } from './price-block';
import { Promises } from './promises';
import { PurchaseBar } from './purchase-bar';
import { useBuying } from './use-buying';
import { useFlash, type Flash } from './use-flash';
import { useGroupBuy } from './use-group-buy';
import './index.scss';

const title = inLanguage('商品详情', 'Product');
const share = inLanguage('分享', 'Share');

/** One product: what it looks like, costs and promises, and the two ways to buy it. */
export default function ProductPage() {
  const id = useRouter().params['id'] ?? '';
  const product = useLoaded(id, () => readProduct(id));
  const path = useSharedPath('product', id, `/product/index?id=${id}`);
  useShareAppMessage(() => ({
    title: product.value?.title ?? title,
    path,
    ...(product.value?.pictures[0] && { imageUrl: pictureAddress(product.value.pictures[0].url) }),
  }));
  return (
    <Page title={title}>
      {product.value !== null ? (
        <Offer product={product.value} path={path} />
      ) : product.state === 'failed' ? (
        <Missing code={product.code} onRetry={product.reload} />
      ) : (
        <Shape />
      )}
    </Page>
  );
}

function Offer({ product, path }: { product: Product; path: string }) {
  useEffect(() => track('product-viewed', { target: product.id }), [product.id]);
  const { flash, reload: reloadFlash } = useFlash(product.id);
  const { team, teams, reload: reloadTeams } = useGroupBuy(product.id);
  const [choice, setChoice] = useState(() => firstChoice(product));
  const [quantity, setQuantity] = useState(1);
  const { buying, plain, ways, close } = useBuying(product, { flash, team }, setChoice);
  const shown = flash?.phase === 'on' ? asOffered(product, flash.slot.goods) : product;
  const sku = chosenSku(shown, choice);
  const plainSku = chosenSku(product, choice);
  const soldOut = product.skus.every((one) => one.stock === 0);
  return (
    <View>
      <View className="product-pictures">
        <Gallery product={product} sku={sku} />
        <ShareButton kind="corner" text={share} path={path} />
      </View>
      <PriceBlock product={shown} sku={sku}>
        <SpecialPrice {...{ product, sku, flash, reloadFlash }} />
      </PriceBlock>
      <View>{team ? <OpenTeams offer={team} teams={teams} onEnd={reloadTeams} /> : null}</View>
      <OffersRow product={product} sku={plainSku} quantity={quantity} />
      <Promises {...{ product, quantity }} sku={plainSku} onChoose={() => plain('either')} />
      <Description html={product.descriptionHtml} />
      <PurchaseBar soldOut={soldOut} onTap={plain} ways={ways} />
      <View>
        {buying === null ? null : (
          <OptionSheet
            {...{ ...buying, choice, quantity }}
            {...{ onChoice: setChoice, onQuantity: setQuantity, onClose: close }}
          />
        )}
      </View>
    </View>
  );
}

/** Under which special price it is to be had: a flash sale's, else a newcomer's own. */
function SpecialPrice(props: {
  product: Product;
  sku: Sku | null;
  flash: Flash | null;
  reloadFlash: () => void;
}) {
  const { product, sku, flash, reloadFlash } = props;
  if (flash !== null) return <FlashStrip flash={flash} onEnd={reloadFlash} />;
  return <NewcomerPrice product={product} sku={sku} />;
}

/** Codes of a product that does not come back by trying again. */
const GONE: readonly ClientCode[] = ['PRODUCT_NOT_FOUND', 'NOT_FOUND', 'INVALID_INPUT'];

function Missing({ code, onRetry }: { code: ClientCode; onRetry: () => void }) {
  if (GONE.includes(code)) return <NotFound text={wordingOf('PRODUCT_NOT_FOUND')} />;
  return <ErrorState code={code} onRetry={onRetry} />;
}

function Shape() {
  return (
    <View>
      <Bone shape="square" className="product-bone" />
      <View className="product-card">
        <Bone shape="title" />
        <Bone shape="line" />
      </View>
    </View>
  );
}
