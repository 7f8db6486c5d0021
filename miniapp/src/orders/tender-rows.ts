import type { Amount } from '@/ui/amounts';
import type { TenderPart } from './tender-parts';
import { words } from './wording';

/** Parts of a total, each in a line. */
export function tenderRows(parts: readonly TenderPart[]): Amount[] {
  return parts.map(({ by, amountFen }) => ({ name: words[by], amountFen }));
}
