import { grouped } from '../grouped.js';
import { optionKey } from './options.js';

interface Matchable {
  code: string;
  optionValues: readonly string[];
}

/**
 * Which SKU that exists each wanted one is: the one it names, else the only one of its code, else
 * the one of its options. Each is taken once; null is a new SKU.
 */
export function matchSkus<E extends Matchable & { id: string }>(
  existing: readonly E[],
  wanted: readonly (Matchable & { id?: string | undefined })[],
): (E | null)[] {
  const taken = new Set<string>();
  const take = (sku: E | undefined): E | null => {
    if (!sku || taken.has(sku.id)) return null;
    taken.add(sku.id);
    return sku;
  };
  const byId = new Map(existing.map((sku) => [sku.id, sku]));
  const byCode = onlyOnes(existing, (sku) => sku.code);
  const codes = onlyOnes(wanted, (sku) => sku.code);
  const byOptions = new Map(existing.map((sku) => [optionKey(sku.optionValues), sku]));
  const named = wanted.map((sku) => (sku.id === undefined ? null : take(byId.get(sku.id))));
  const coded = wanted.map(
    (sku, index) =>
      named[index] ?? (sku.code && codes.has(sku.code) ? take(byCode.get(sku.code)) : null),
  );
  return wanted.map(
    (sku, index) => coded[index] ?? take(byOptions.get(optionKey(sku.optionValues))),
  );
}

/** Items whose key no other item shares. */
function onlyOnes<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const ones = [...grouped(items, keyOf)].filter(([, group]) => group.length === 1);
  return new Map(ones.map(([key, group]) => [key, group[0] as T]));
}
