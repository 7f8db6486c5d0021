import type { CommissionLine } from '@siyu/shared';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { EndlessList } from '@/ui/endless-list';
import { nearMomentText } from '@/ui/moment';
import { yuanText } from '@/ui/price';
import { useList } from '@/ui/use-list';
import { readCommissions } from './api';
import { Row } from './row';
import { words } from './wording';

/** What orders gave, newest first; who bought is masked. */
export default function CommissionOrdersPage() {
  const list = useList('commissions', (cursor) => asShopper(() => readCommissions(cursor)));
  return (
    <Page title={words.orders}>
      <EndlessList
        list={list}
        empty={{
          ...{ icon: 'document', text: words.ordersEmpty },
          action: { text: words.share, onTap: () => go('/home/index') },
        }}
        draw={(line) => <Line key={line.orderId} line={line} />}
      />
    </Page>
  );
}

function Line({ line }: { line: CommissionLine }) {
  const { buyer, level, state, leftFen, paidAt } = line;
  return (
    <Row
      name={buyer === '' ? words.unnamed : words.buyer(buyer)}
      amount={yuanText(leftFen)}
      about={`${nearMomentText(paidAt)} · ${level === 1 ? words.direct : words.second}`}
      state={words.states[state]}
      note={noteOf(line)}
      past={state === 'void'}
    />
  );
}

/** Why it waits and until when, or why there is less of it. */
function noteOf({ state, settleAt, givenFen, leftFen }: CommissionLine): string | null {
  if (state === 'void') return words.gone(yuanText(givenFen));
  if (state === 'frozen') return words.checking;
  const less = leftFen < givenFen ? words.less(yuanText(givenFen)) : null;
  if (state === 'settled') return less;
  const when = settleAt === null ? words.notReceived : words.settleAt(nearMomentText(settleAt));
  return less === null ? when : `${when} · ${less}`;
}
