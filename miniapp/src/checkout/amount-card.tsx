import { fen, type QuoteAnswer, type Tenders } from '@siyu/shared';
import { givenText, nameText, unmetText, type Verdict } from '@/promotions/verdict-text';
import { tenderParts } from '@/orders/tender-parts';
import { tenderRows } from '@/orders/tender-rows';
import { Amounts, type Amount } from '@/ui/amounts';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { isDelivered } from './delivered';
import { words } from './wording';

interface AmountCardProps {
  quote: QuoteAnswer;
  /** How it is paid as chosen; null where WeChat alone pays. */
  paidBy: Tenders | null;
}

/** The total taken apart, so that nothing waits for the last step, and what pays it. */
export function AmountCard({ quote, paidBy }: AmountCardProps) {
  const rows: Amount[] = [
    { name: words.goodsFen, amountFen: quote.goodsFen },
    ...quote.offers
      .filter(({ applied }) => applied)
      .map((offer) => ({
        name: nameText(offer),
        amountFen: offer.savedFen,
        text: givenText(offer),
      })),
    ...quote.offers
      .filter(isFreightUsedUp)
      .map((offer) => ({ name: nameText(offer), amountFen: fen(0), text: unmetText(offer) })),
    freightRow(quote.freight),
  ];
  const total = { name: words.total, amountFen: quote.totalFen };
  return (
    <Card title={words.amount}>
      <Amounts
        rows={rows}
        total={isDelivered(quote) ? total : { ...total, text: words.noTotal }}
        since={paidBy === null || !isDelivered(quote) ? [] : tenderRows(tenderParts(paidBy))}
      />
    </Card>
  );
}

/** A member who is used to free freight is told why there is none any more. */
function isFreightUsedUp({ kind, reason }: Verdict): boolean {
  return kind === 'member-freight' && reason === 'allowance-used';
}

function freightRow({ feeFen, reason }: QuoteAnswer['freight']): Amount {
  const row = { name: words.freight, amountFen: feeFen ?? fen(0) };
  if (feeFen === null) return { ...row, text: words.notDelivered };
  if (reason === 'no-address') return { ...row, text: words.beforeAddress(yuanText(feeFen)) };
  return feeFen === 0 ? { ...row, text: words.free } : row;
}
