import {
  fitsTransfer,
  isTransferable,
  type Fen,
  type TransferLimits,
  type WithdrawalAsk,
  type WithdrawalChannel,
  type WithdrawalState,
  type WithdrawalTerms,
} from '@siyu/shared';
import { receiptOf } from '@/platform/receive-transfer';
import { asShopper } from '@/session/as-shopper';
import { yuanText } from '@/ui/price';
import { receiptWords } from '@/ui/receive-button';
import { confirmed, say, sayWhy } from '@/ui/say';
import { readTax, readTransfer, withdraw } from './api';
import { words } from './wording';

interface Filled {
  amountFen: Fen | null;
  channel: WithdrawalChannel | null;
  payee: string;
}

/** What can be asked for, or what is wrong with it in words. */
function askOf(
  { amountFen, channel, payee }: Filled,
  { minFen, settledFen, dailyMaxFen, transfer }: WithdrawalTerms,
): Omit<WithdrawalAsk, 'shownTaxFen'> | string {
  const maxFen = settledFen < dailyMaxFen ? settledFen : dailyMaxFen;
  if (amountFen === null || amountFen < minFen || amountFen > maxFen) {
    return words.badAmount(yuanText(minFen), yuanText(maxFen));
  }
  if (channel === null) return words.chooseChannel;
  if (channel === 'offline' && payee.trim() === '') return words.noPayee;
  if (channel === 'transfer' && transfer !== null) {
    const wrong = wrongTransfer(amountFen, payee, transfer);
    if (wrong !== null) return wrong;
  }
  return { amountFen, channel, payee: channel === 'balance' ? '' : payee.trim() };
}

/** What WeChat would not transfer, in words; the server asks again with the tax taken off. */
function wrongTransfer(amountFen: Fen, payee: string, limits: TransferLimits): string | null {
  const { minFen, maxFen, namedFromFen } = limits;
  if (!isTransferable(amountFen, limits)) {
    return words.badTransfer(yuanText(minFen), maxFen === null ? null : yuanText(maxFen));
  }
  const isNamed = fitsTransfer({ amountFen, payeeName: payee.trim() }, limits);
  return isNamed ? null : words.noPayeeName(yuanText(namedFromFen));
}

/** Says what is withheld and what arrives, and withdraws once the promoter agrees. */
export async function withdrawnNow(
  filled: Filled,
  terms: WithdrawalTerms,
): Promise<'done' | 'refused' | 'undecided'> {
  const ask = askOf(filled, terms);
  if (typeof ask === 'string') {
    say(ask);
    return 'undecided';
  }
  try {
    const { taxFen, netFen } = await asShopper(() => readTax(ask.amountFen));
    const [net, to] = [yuanText(netFen), words.channels[ask.channel]];
    const text =
      taxFen === 0 ? words.confirmText(net, to) : words.confirmTaxed(net, yuanText(taxFen), to);
    if (!(await confirmed({ title: words.confirmTitle, text, yes: words.confirmYes })))
      return 'undecided';
    const { id, state } = await asShopper(() => withdraw({ ...ask, shownTaxFen: taxFen }));
    await sayDone(id, state);
    return 'done';
  } catch (error) {
    sayWhy(error);
    return 'refused';
  }
}

/** What is sent can be received at once; where that fails, it waits in the list. */
async function sayDone(id: string, state: WithdrawalState): Promise<void> {
  if (state !== 'sending') return say(words.doneStates[state]);
  const receipt = await receiptOf(() => asShopper(() => readTransfer(id))).catch(() => null);
  say(receipt === null ? words.doneStates[state] : receiptWords[receipt]);
}
