import { Text, View } from '@tarojs/components';
import type { Fen } from '@siyu/shared';
import { useState } from 'react';
import { Amounts, type Amount } from './amounts';
import { Button } from './button';
import { ErrorState } from './notice';
import { yuanText } from './price';
import { say, sayWhy } from './say';
import { Sheet } from './sheet';
import { Bone } from './skeleton';
import { useLoaded } from './use-loaded';
import './refund-sheet.scss';

interface RefundSheetProps<P extends { amountFen: Fen }> {
  /** Of what is given back. */
  id: string;
  preview: (id: string) => Promise<P>;
  /** Gives it back for the amount that was shown. */
  giveBack: (id: string, shownAmountFen: Fen) => Promise<unknown>;
  /** The calculation, as the server made it, and the rule it goes by. */
  rowsOf: (preview: P) => Amount[];
  noteOf: (preview: P) => string;
  words: {
    title: string;
    total: string;
    yes: (yuan: string) => string;
    done: (yuan: string) => string;
  };
  onClose: () => void;
  onGivenBack: () => Promise<void>;
}

/** Giving back what was paid: the whole calculation first, and only then the answer. */
export function RefundSheet<P extends { amountFen: Fen }>(props: RefundSheetProps<P>) {
  const { id, preview, rowsOf, noteOf, words, onClose } = props;
  const { state, code, value, reload } = useLoaded(id, () => preview(id));
  const { busy, ask } = useAsking(props, reload);
  const amountFen = value?.amountFen ?? (0 as Fen);
  const answer = (
    <Button
      text={words.yes(yuanText(amountFen))}
      loading={busy || state === 'loading'}
      onTap={() => void ask(amountFen)}
    />
  );
  return (
    <Sheet
      open
      title={words.title}
      {...(!busy && { onClose })}
      {...(amountFen > 0 && { footer: answer })}
    >
      {value !== null ? (
        <View>
          <Amounts rows={rowsOf(value)} total={{ name: words.total, amountFen }} />
          <Text className="refund-note">{noteOf(value)}</Text>
        </View>
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <Bone shape="wide" />
      )}
    </Sheet>
  );
}

/** What changed meanwhile is shown anew, and nothing is given back for it unseen. */
function useAsking<P extends { amountFen: Fen }>(
  { id, giveBack, words, onClose, onGivenBack }: RefundSheetProps<P>,
  reload: () => Promise<void>,
) {
  const [busy, setBusy] = useState(false);
  const ask = async (amountFen: Fen) => {
    setBusy(true);
    try {
      await giveBack(id, amountFen);
      say(words.done(yuanText(amountFen)));
      await onGivenBack();
      onClose();
    } catch (error) {
      sayWhy(error);
      await reload();
    }
    setBusy(false);
  };
  return { busy, ask };
}
