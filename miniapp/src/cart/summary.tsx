import { Text, View } from '@tarojs/components';
import { fen, type CartLine, type Quote, type QuoteAnswer } from '@siyu/shared';
import { go } from '@/platform/go';
import { useSession } from '@/session/store';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { yuanText } from '@/ui/price';
import { say, sayWhy } from '@/ui/say';
import { selectLines } from './store';
import { cartQuote, isBuyable, linesToBuy, overLimit } from './totals';
import { words } from './wording';
import './summary.scss';

const NO_FREIGHT_KNOWN = { flatFen: fen(0), freeAboveFen: null, notDelivered: [] };

interface CartSummaryProps {
  lines: readonly CartLine[];
  /** The server's price with offers, once it is there. */
  offered: QuoteAnswer | null;
}

/**
 * Choosing all, what the chosen lines cost, and on to checkout. What a tap on a stepper changes
 * stands in few and shallow nodes, because each costs its whole path on the way to the view.
 */
export function CartSummary({ lines, offered }: CartSummaryProps) {
  const freight = useSession((state) => state.config?.freight ?? NO_FREIGHT_KNOWN);
  const buyable = lines.filter(isBuyable);
  const chosen = linesToBuy(lines);
  const all = buyable.length > 0 && chosen.length === buyable.length;
  const select = (checked: boolean) => {
    void selectLines(checked ? buyable.map((line) => line.skuId) : []).catch(sayWhy);
  };
  const quoted = offered ?? cartQuote(lines, freight);
  const hindrance = chosen.length === 0 ? words.nothing : overText(quoted);
  const checkOut = () => (hindrance === null ? go('/checkout/index') : say(hindrance));
  return (
    <View className="cart-summary">
      <Text className="cart-summary-freight">{hindrance ?? savedText(quoted)}</Text>
      <Checkbox label={words.all} checked={all} disabled={buyable.length === 0} onChange={select} />
      <Text className="cart-summary-name">{words.total}</Text>
      <Text className="cart-summary-total">
        {yuanText(chosen.length === 0 ? fen(0) : quoted.totalFen)}
      </Text>
      <Button compact text={words.checkOut} onTap={checkOut} />
    </View>
  );
}

type Priced = Quote | QuoteAnswer;

function savedText({ discountFen, freight }: Priced): string {
  const about = freightText(freight);
  return discountFen === 0 ? about : words.saved(yuanText(discountFen), about);
}

function overText(quoted: Priced): string | null {
  const line = overLimit(quoted);
  return line && words.overLimit(line.title, line.perOrderMax ?? 0);
}

function freightText({ feeFen, missingFen }: Priced['freight']): string {
  if (!feeFen) return words.free;
  const fee = yuanText(feeFen);
  return missingFen === null ? words.freight(fee) : words.missing(fee, yuanText(missingFen));
}
