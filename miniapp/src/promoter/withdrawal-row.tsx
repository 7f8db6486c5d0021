import type { Withdrawal } from '@siyu/shared';
import { nearMomentText } from '@/ui/moment';
import { yuanText } from '@/ui/price';
import { Row } from './row';
import { ToReceive } from './to-receive';
import { words } from './wording';

interface WithdrawalRowProps {
  withdrawal: Withdrawal;
  onChanged: () => Promise<void>;
}

/** One withdrawal; what waits in WeChat can be received here. */
export function WithdrawalRow({ withdrawal, onChanged }: WithdrawalRowProps) {
  const { channel, state, amountFen, taxFen, note, askedAt } = withdrawal;
  const notes = [taxFen === 0 ? '' : words.tax(yuanText(taxFen)), note].filter(Boolean);
  return (
    <Row
      name={words.channels[channel]}
      amount={yuanText(amountFen)}
      about={nearMomentText(askedAt)}
      state={words.withdrawalStates[state]}
      note={notes.join(' · ') || null}
      past={state === 'returned'}
    >
      {state === 'sending' ? <ToReceive withdrawal={withdrawal} onChanged={onChanged} /> : null}
    </Row>
  );
}
