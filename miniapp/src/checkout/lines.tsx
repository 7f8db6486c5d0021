import { Text, View } from '@tarojs/components';
import type { QuoteAnswer } from '@siyu/shared';
import type { ClientCode } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { Card } from '@/ui/card';
import { GoodsLine } from '@/ui/goods-line';
import { Stepper } from '@/ui/stepper';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './lines.scss';

type QuoteLine = QuoteAnswer['lines'][number];

interface LinesProps {
  lines: readonly QuoteLine[];
  locked: boolean;
  onQuantity: (skuId: string, quantity: number) => void;
}

/** What is bought. A line that cannot be had says why, and can be lowered or left out here. */
export function CheckoutLines({ lines, locked, onQuantity }: LinesProps) {
  return (
    <Card className="checkout-lines">
      {lines.map((line) => (
        <GoodsLine
          key={`${line.giftOf ?? ''}${line.skuId}`}
          {...line}
          gift={line.giftOf !== null}
          note={line.returnable ? undefined : words.notReturnable}
        >
          {line.refusal === null || locked ? null : (
            <Problem line={line} onQuantity={(quantity) => onQuantity(line.skuId, quantity)} />
          )}
        </GoodsLine>
      ))}
    </Card>
  );
}

function Problem(props: { line: QuoteLine; onQuantity: (quantity: number) => void }) {
  const { line, onQuantity } = props;
  return (
    <View className="checkout-problem">
      <Text className="checkout-problem-text">{problemText(line)}</Text>
      <View className="checkout-problem-ways">
        <Tap className="checkout-problem-leave" onTap={() => onQuantity(0)}>
          {words.removeLine}
        </Tap>
        {line.refusal === 'STOCK_INSUFFICIENT' || line.refusal === 'QUANTITY_LIMIT' ? (
          <Stepper quantity={line.quantity} max={line.quantity} onChange={onQuantity} />
        ) : null}
      </View>
    </View>
  );
}

function problemText({ refusal, perOrderMax }: QuoteLine): string {
  if (refusal === 'QUANTITY_LIMIT' && perOrderMax !== null) return words.limit(perOrderMax);
  return wordingOf(refusal as ClientCode);
}
