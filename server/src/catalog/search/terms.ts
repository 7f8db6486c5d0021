const words = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN = /\p{Script=Han}+/gu;
const LETTERS = /[\p{Letter}\p{Number}]+/gu;

/** One spelling of a text: width, case and accents told apart no longer. */
export function normal(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * What a text can be found by. Chinese has no spaces, and a dictionary alone misses the middle of
 * a name, so every character, every pair and every word counts.
 */
export function indexTerms(text: string): string[] {
  return termsOf(text, (run) => [...run, ...pairs(run), ...wordsIn(run)]);
}

/** What a query asks for: its pairs and words; a single character only where it stands alone. */
export function queryTerms(query: string): string[] {
  return termsOf(query, (run) => (run.length === 1 ? [run] : pairs(run)));
}

function termsOf(text: string, ofChinese: (run: string) => string[]): string[] {
  const spelled = normal(text);
  const chinese = (spelled.match(HAN) ?? []).flatMap(ofChinese);
  const others = spelled.replaceAll(HAN, ' ').match(LETTERS) ?? [];
  return [...new Set([...chinese, ...others])];
}

/** 桑蚕丝 → 桑蚕, 蚕丝 */
function pairs(run: string): string[] {
  return Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2));
}

function wordsIn(run: string): string[] {
  return [...words.segment(run)].map(({ segment }) => segment).filter((word) => word.length > 2);
}
