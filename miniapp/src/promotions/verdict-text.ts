import type { QuoteAnswer } from '@siyu/shared';
import { yuanText } from '@/ui/price';
import { words } from './wording';

export type Verdict = QuoteAnswer['offers'][number];

/** What an applied offer gives: `−¥20`, free delivery, gifts. */
export function givenText({ savedFen, freesFreight }: Verdict): string {
  if (savedFen > 0) return `−${yuanText(savedFen)}`;
  return freesFreight ? words.freesFreight : words.givesGifts;
}

/** What an offer is called; a member's is named after the tier, in the shop's own language. */
export function nameText({ kind, name }: Pick<Verdict, 'kind' | 'name'>): string {
  if (kind === 'member-price') return words.memberPrice(name);
  return kind === 'member-freight' ? words.memberFreight(name) : name;
}

/** What would be needed for more, `再买 ¥40 可减 ¥20`; null where nothing would. */
export function nextText({ next }: Pick<Verdict, 'next'>): string | null {
  if (next === null) return null;
  const more = moreText(next);
  if (more === null) return null;
  return next.savesFen === null ? words.toHave(more) : words.toSave(more, yuanText(next.savesFen));
}

/** Why an offer gives nothing, or how little is missing for it. */
export function unmetText(verdict: Verdict): string {
  const { kind, reason } = verdict;
  if (kind === 'member-freight' && reason === 'allowance-used') return words.freightUsed;
  const why = reason === null ? '' : words.unmet[reason];
  return reason === 'threshold' ? (nextText(verdict) ?? why) : why;
}

function moreText(next: NonNullable<Verdict['next']>): string | null {
  if (next.missingFen !== null) return words.spendMore(yuanText(next.missingFen));
  return next.missingQuantity === null ? null : words.takeMore(next.missingQuantity);
}
