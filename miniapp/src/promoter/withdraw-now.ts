import type { Fen, WithdrawalAsk, WithdrawalChannel, WithdrawalTerms } from '@siyu/shared';
import { asShopper } from '@/session/as-shopper';
import { yuanText } from '@/ui/price';
import { confirmed, say, sayWhy } from '@/ui/say';
import { readTax, withdraw } from './api';
import { words } from './wording';

interface Filled {
  amountFen: Fen | null;
  channel: WithdrawalChannel | null;
  payee: string;
}

/** What can be asked for, or what is wrong with it in words. */
function askOf(
  { amountFen, channel, payee }: Filled,
  { minFen, settledFen, dailyMaxFen }: WithdrawalTerms,
): Omit<WithdrawalAsk, 'shownTaxFen'> | string {
  const maxFen = settledFen < dailyMaxFen ? settledFen : dailyMaxFen;
  if (amountFen === null || amountFen < minFen || amountFen > maxFen) {
    return words.badAmount(yuanText(minFen), yuanText(maxFen));
  }
  if (channel === null) return words.chooseChannel;
  if (channel === 'offline' && payee.trim() === '') return words.noPayee;
  return { amountFen, channel, payee: channel === 'offline' ? payee.trim() : '' };
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
    const { state } = await asShopper(() => withdraw({ ...ask, shownTaxFen: taxFen }));
    say(words.doneStates[state]);
    return 'done';
  } catch (error) {
    sayWhy(error);
    return 'refused';
  }
}
