import { chargedUnitFen, type OrderLine } from '@siyu/shared';
import type { PropsWithChildren } from 'react';
import { GoodsLine } from '@/ui/goods-line';
import { yuanText } from '@/ui/price';
import { words } from './wording';

/** A line of an order at what was really charged, and what it costs without the discount. */
export function OrderedLine({ line, children }: PropsWithChildren<{ line: OrderLine }>) {
  return (
    <GoodsLine {...line} {...priceOf(line)} gift={line.giftOf !== null}>
      {children}
    </GoodsLine>
  );
}

function priceOf(line: OrderLine): { unitPriceFen: OrderLine['unitPriceFen']; priceNote?: string } {
  const { unitPriceFen, payableFen } = line;
  const chargedFen = chargedUnitFen(line);
  if (chargedFen === null) return { unitPriceFen, priceNote: words.lineCame(yuanText(payableFen)) };
  if (chargedFen === unitPriceFen) return { unitPriceFen };
  return { unitPriceFen: chargedFen, priceNote: words.lineBefore(yuanText(unitPriceFen)) };
}
