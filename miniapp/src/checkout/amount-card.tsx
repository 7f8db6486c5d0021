import type { QuoteAnswer } from '@siyu/shared';
import { Amounts, type Amount } from '@/ui/amounts';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { words } from './wording';

/** The total taken apart, so that nothing waits for the last step. */
export function AmountCard({ quote }: { quote: QuoteAnswer }) {
  const rows: Amount[] = [
    { name: words.goodsFen, amountFen: quote.goodsFen },
    ...quote.offers
      .filter(({ savedFen }) => savedFen > 0)
      .map(({ name, savedFen }) => ({ name, amountFen: savedFen, less: true })),
    { name: words.freight, amountFen: quote.freight.feeFen, ...freightWords(quote.freight) },
  ];
  return (
    <Card title={words.amount}>
      <Amounts rows={rows} total={{ name: words.total, amountFen: quote.totalFen }} />
    </Card>
  );
}

function freightWords({ feeFen, reason }: QuoteAnswer['freight']): { text?: string } {
  if (reason === 'no-address') return { text: words.beforeAddress(yuanText(feeFen)) };
  return feeFen === 0 && reason !== 'not-delivered' ? { text: words.free } : {};
}
