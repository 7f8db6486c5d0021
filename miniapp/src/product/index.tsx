import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { View } from '@tarojs/components';
import type { Product } from '@siyu/shared';
import { useState } from 'react';
import { readProduct } from '@/catalog/api';
import { pictureAddress } from '@/platform/http';
import { inLanguage } from '@/platform/language';
import type { ClientCode } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { NotFound } from '@/shell/not-found';
import { Page } from '@/shell/page';
import { ErrorState } from '@/ui/notice';
import { Bone } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { chosenSku, firstChoice } from './choice';
import { Description } from './description';
import { Gallery } from './gallery';
import { OptionSheet, type Purpose } from './option-sheet';
import { PriceBlock } from './price-block';
import { Promises } from './promises';
import { PurchaseBar } from './purchase-bar';
import './index.scss';

const title = inLanguage('商品详情', 'Product');

/** One product: what it looks like, costs and promises, and the two ways to buy it. */
export default function ProductPage() {
  const id = useRouter().params['id'] ?? '';
  const product = useLoaded(id, () => readProduct(id));
  useShareAppMessage(() => ({
    title: product.value?.title ?? title,
    path: `/product/index?id=${id}`,
    ...(product.value?.pictures[0] && { imageUrl: pictureAddress(product.value.pictures[0].url) }),
  }));
  return (
    <Page title={title}>
      {product.value !== null ? (
        <Offer product={product.value} />
      ) : product.state === 'failed' ? (
        <Missing code={product.code} onRetry={product.reload} />
      ) : (
        <Shape />
      )}
    </Page>
  );
}

function Offer({ product }: { product: Product }) {
  const [choice, setChoice] = useState(() => firstChoice(product));
  const [quantity, setQuantity] = useState(1);
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const sku = chosenSku(product, choice);
  const soldOut = product.skus.every((one) => one.stock === 0);
  return (
    <View>
      <Gallery product={product} sku={sku} />
      <PriceBlock product={product} sku={sku} />
      <Promises
        product={product}
        sku={sku}
        quantity={quantity}
        onChoose={() => setPurpose('either')}
      />
      <Description html={product.descriptionHtml} />
      <PurchaseBar soldOut={soldOut} onTap={setPurpose} />
      <View>
        {purpose === null ? null : (
          <OptionSheet
            product={product}
            choice={choice}
            quantity={quantity}
            purpose={purpose}
            onChoice={setChoice}
            onQuantity={setQuantity}
            onClose={() => setPurpose(null)}
          />
        )}
      </View>
    </View>
  );
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
