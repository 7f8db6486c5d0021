import { keep, recall } from '@/platform/storage';

const KEPT_MAX = 10;

/** What was searched for on this device, the latest first. */
export function searchHistory(): string[] {
  return recall<string[]>('search-history') ?? [];
}

/** Keeps a search on this device only; a repeated one moves to the front. */
export function keepSearch(words: string): string[] {
  const kept = [words, ...searchHistory().filter((known) => known !== words)].slice(0, KEPT_MAX);
  keep('search-history', kept);
  return kept;
}

/** Forgets every search of this device. */
export function forgetSearches(): void {
  keep('search-history', []);
}
