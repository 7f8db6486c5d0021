import type { Amount } from '@/ui/amounts';
import type { SincePart } from './tender-parts';
import { words } from './wording';

/** Parts of a total, each in a line. */
export function tenderRows(parts: readonly SincePart[]): Amount[] {
  return parts.map(({ by, amountFen }) => ({ name: words[by], amountFen }));
}
