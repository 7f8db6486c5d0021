import { Text, View } from '@tarojs/components';
import type { Order, OrderLine } from '@siyu/shared';
import { go } from '@/platform/go';
import { Amounts, type Amount } from '@/ui/amounts';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { Tag } from '@/ui/tag';
import { Tap } from '@/ui/tap';
import { OrderedLine } from './ordered-line';
import { sinceParts } from './tender-parts';
import { tenderRows } from './tender-rows';
import { totalOf } from './total';
import { words } from './wording';
import './bought.scss';

/** What was bought, what became of each line, and what it came to. */
export function Bought({ order }: { order: Order }) {
  const rows: Amount[] = [
    { name: words.goods, amountFen: order.goodsFen },
    ...(order.discountFen === 0
      ? []
      : [{ name: words.discount, amountFen: order.discountFen, less: true }]),
    {
      name: words.freight,
      amountFen: order.freightFen,
      ...(order.freightFen === 0 && { text: words.freeFreight }),
    },
  ];
  const total = { name: words.totals[totalOf(order)], amountFen: order.totalFen };
  return (
    <Card className="bought">
      {order.lines.map((line) => (
        <Tap
          key={line.id}
          role="link"
          className="bought-line"
          onTap={() => go(`/product/index?id=${line.productId}`)}
        >
          <OrderedLine line={line}>
            <LineFacts line={line} order={order} />
          </OrderedLine>
        </Tap>
      ))}
      <View className="bought-amounts">
        <Amounts rows={rows} total={total} since={tenderRows(sinceParts(order))} />
      </View>
    </Card>
  );
}

function LineFacts({ line, order }: { line: OrderLine; order: Order }) {
  const partlyShipped = order.state === 'to-ship' && line.shippedQuantity > 0;
  const facts = [
    ...(partlyShipped ? [words.lineShipped(line.shippedQuantity)] : []),
    ...(line.afterSaleQuantity > 0 ? [words.lineAfterSale(line.afterSaleQuantity)] : []),
    ...(line.refundedFen > 0 ? [words.lineRefunded(yuanText(line.refundedFen))] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <View className="bought-facts">
      {facts.map((fact) => (
        <Text key={fact} className="bought-fact">
          <Tag text={fact} />
        </Text>
      ))}
    </View>
  );
}
