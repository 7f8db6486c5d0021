import { Text, View } from '@tarojs/components';
import type { Product, Sku } from '@siyu/shared';
import { accessible } from '@/ui/accessible';
import { Price } from '@/ui/price';
import { Tag } from '@/ui/tag';
import './price-block.scss';

/** What it costs and what it is. Until a SKU is chosen the lowest price stands for all. */
export function PriceBlock({ product, sku }: { product: Product; sku: Sku | null }) {
  const cheapest = lowest(product);
  const shown = sku ?? cheapest;
  const varies = product.skus.some((one) => one.priceFen !== cheapest?.priceFen);
  return (
    <View className="price-block">
      {shown === undefined ? null : (
        <Price
          size="large"
          amountFen={shown.priceFen}
          struckFen={shown.struckFen}
          from={sku === null && varies}
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

function lowest(product: Product): Sku | undefined {
  return [...product.skus].sort((one, other) => one.priceFen - other.priceFen)[0];
}
