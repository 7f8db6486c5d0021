import { Text, View } from '@tarojs/components';
import type { Product, Sku } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { Picture } from '@/ui/picture';
import { Price } from '@/ui/price';
import { cheapestSku, priceVaries } from './cheapest';
import './chosen-summary.scss';

/** From this many units on, the exact number hurries nobody. */
const FEW = 5;

const words = inLanguage(
  {
    soldOut: '该规格已售罄',
    few: (stock: number) => `仅剩 ${stock} 件`,
    stock: (stock: number) => `库存 ${stock} 件`,
    choose: '请选择规格',
  },
  {
    soldOut: 'Sold out',
    few: (stock: number) => `Only ${stock} left`,
    stock: (stock: number) => `${stock} in stock`,
    choose: 'Choose your options',
  },
);

/** The picture, price and stock of what is chosen so far. */
export function ChosenSummary({ product, sku }: { product: Product; sku: Sku | null }) {
  const shown = sku ?? cheapestSku(product);
  return (
    <View className="chosen">
      <Picture
        url={sku?.pictureUrl ?? product.pictures[0]?.url ?? null}
        name={product.title}
        className="chosen-picture"
        eager
      />
      <View className="chosen-words">
        <Text className="chosen-title">{product.title}</Text>
        {shown === undefined ? null : (
          <Price
            amountFen={shown.priceFen}
            struckFen={shown.struckFen}
            from={sku === null && priceVaries(product)}
          />
        )}
        <Text className="chosen-stock">{stockText(sku)}</Text>
      </View>
    </View>
  );
}

function stockText(sku: Sku | null): string {
  if (sku === null) return words.choose;
  if (sku.stock === 0) return words.soldOut;
  return sku.stock < FEW ? words.few(sku.stock) : words.stock(sku.stock);
}
