import { grouped } from '../grouped.js';
import { optionKey } from './options.js';

interface Matchable {
  code: string;
  optionValues: readonly string[];
}
type Existing = Matchable & { id: string; retired: boolean };
type Wanted = Matchable & { id?: string | undefined };

/**
 * Which SKU that exists each wanted one is: the one it names, else the only one of its code, else
 * the one of its options; those on offer before those withdrawn, so that what was matched once is
 * matched again. Each is taken once; null is a new SKU.
 */
export function matchSkus<E extends Existing>(
  existing: readonly E[],
  wanted: readonly Wanted[],
): (E | null)[] {
  const onOffer = existing.filter((sku) => !sku.retired);
  const withdrawn = existing.filter((sku) => sku.retired);
  const matches = wanted.map((): E | null => null);
  const taken = new Set<string>();
  const asked = codesOfOne(wanted);
  const match = (candidates: readonly E[], fits: (sku: E, wish: Wanted) => boolean): void => {
    for (const [at, wish] of wanted.entries()) {
      if (matches[at]) continue;
      const found = candidates.find((sku) => !taken.has(sku.id) && fits(sku, wish));
      if (!found) continue;
      taken.add(found.id);
      matches[at] = found;
    }
  };
  match(existing, (sku, wish) => sku.id === wish.id);
  for (const candidates of [onOffer, withdrawn]) {
    const codes = codesOfOne(candidates);
    match(candidates, (sku, { code }) => sku.code === code && codes.has(code) && asked.has(code));
    match(candidates, (sku, wish) => optionKey(sku.optionValues) === optionKey(wish.optionValues));
  }
  return matches;
}

/** Codes that exactly one of the SKUs has. */
function codesOfOne(skus: readonly Matchable[]): Set<string> {
  const byCode = [...grouped(skus, (sku) => sku.code)];
  return new Set(
    byCode.filter(([code, group]) => code && group.length === 1).map(([code]) => code),
  );
}
