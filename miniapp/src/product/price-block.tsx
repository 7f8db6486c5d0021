import { Text, View } from '@tarojs/components';
import type { Product, Sku } from '@siyu/shared';
import type { PropsWithChildren } from 'react';
import { accessible } from '@/ui/accessible';
import { Price } from '@/ui/price';
import { Tag } from '@/ui/tag';
import { cheapestSku, priceVaries } from './cheapest';
import './price-block.scss';

interface PriceBlockProps {
  /** With the prices that apply now. */
  product: Product;
  sku: Sku | null;
}

/** What it costs and what it is. Until a SKU is chosen the lowest price stands for all. The
 * offer its price comes from is told above it. */
export function PriceBlock({ product, sku, children }: PropsWithChildren<PriceBlockProps>) {
  const shown = sku ?? cheapestSku(product);
  return (
    <View className="price-block">
      {children}
      {shown === undefined ? null : (
        <Price
          size="large"
          amountFen={shown.priceFen}
          struckFen={shown.struckFen}
          from={sku === null && priceVaries(product)}
        />
      )}
      <View className="price-block-title" {...accessible({ role: 'heading', 'aria-level': 2 })}>
        {product.title}
      </View>
      <View className="price-block-about">
        {product.tags.map((tag) => (
          <Tag key={tag} text={tag} />
        ))}
        {product.vendor === '' ? null : (
          <Text className="price-block-vendor">{product.vendor}</Text>
        )}
      </View>
    </View>
  );
}
