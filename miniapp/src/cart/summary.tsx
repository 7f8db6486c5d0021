import { Text, View } from '@tarojs/components';
import { fen, type CartLine, type Quote } from '@siyu/shared';
import { go } from '@/platform/go';
import { useSession } from '@/session/store';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Price, yuanText } from '@/ui/price';
import { say, sayWhy } from '@/ui/say';
import { selectLines } from './store';
import { cartQuote, isBuyable, linesToBuy } from './totals';
import { words } from './wording';
import './summary.scss';

const NO_FREIGHT_KNOWN = { flatFen: fen(0), freeAboveFen: null };

/** Choosing all, what the chosen lines cost, and on to checkout. */
export function CartSummary({ lines }: { lines: readonly CartLine[] }) {
  const freight = useSession((state) => state.config?.freight ?? NO_FREIGHT_KNOWN);
  const buyable = lines.filter(isBuyable);
  const chosen = linesToBuy(lines);
  const all = buyable.length > 0 && chosen.length === buyable.length;
  const select = (checked: boolean) => {
    void selectLines(checked ? buyable.map((line) => line.skuId) : []).catch(sayWhy);
  };
  const checkOut = () => (chosen.length === 0 ? say(words.nothing) : go('/checkout/index'));
  const quoted = cartQuote(lines, freight);
  const missingFen = chosen.length === 0 ? null : quoted.freight.missingFen;
  return (
    <View className="cart-summary">
      {missingFen === null ? null : (
        <Text className="cart-summary-missing">{words.missing(yuanText(missingFen))}</Text>
      )}
      <Checkbox label={words.all} checked={all} disabled={buyable.length === 0} onChange={select} />
      <View className="cart-summary-total">
        <View className="cart-summary-sum">
          <Text className="cart-summary-name">{words.total}</Text>
          <Price amountFen={chosen.length === 0 ? fen(0) : quoted.totalFen} />
        </View>
        <Text className="cart-summary-freight">
          {chosen.length === 0 ? '' : freightText(quoted.freight)}
        </Text>
      </View>
      <Button compact text={words.checkOut} onTap={checkOut} />
    </View>
  );
}

function freightText({ feeFen }: Quote['freight']): string {
  return feeFen === 0 ? words.free : words.freight(yuanText(feeFen));
}
