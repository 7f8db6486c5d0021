import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

const PACKAGE = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
/** What a font cannot show by itself: controls, joiners, variation selectors, private use. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}]/gu;

interface Subset {
  name: string;
  ranges: readonly (readonly [first: number, last: number])[];
}

/** The font comes in some hundred files of a few hundred characters each, with all its weights. */
const SUBSETS: readonly Subset[] = Object.entries(
  JSON.parse(readFileSync(join(PACKAGE, 'unicode.json'), 'utf8')) as Record<string, string>,
).map(([key, ranges]) => ({
  name: key.replace(/[[\]]/g, ''),
  ranges: ranges.split(',').map((range) => {
    const [first = '', last = first] = range.replace('U+', '').split('-');
    return [parseInt(first, 16), parseInt(last, 16)] as const;
  }),
}));

const loaded = new Set<string>();
const subsetByCharacter = new Map<string, string | null>();

/** A text without what the font has no glyph for, such as emoji: never a box in its place. */
export function drawable(text: string): string {
  const shown = [...text.replace(INVISIBLE, '')].filter((one) => subsetOf(one) !== null);
  return shown.join('').replace(/\s+/gu, ' ').trim();
}

/** The canvas's `font` for a text, with the files it needs loaded. */
export function fontFor(text: string, px: number, weight: 400 | 500 | 700): string {
  const names = new Set([...text].map(subsetOf).filter((name) => name !== null));
  for (const name of names) load(name);
  const families = [...names].map((name) => `"siyu-${name}"`);
  return `${weight} ${px}px ${families.join(', ') || 'sans-serif'}`;
}

function subsetOf(character: string): string | null {
  const known = subsetByCharacter.get(character);
  if (known !== undefined) return known;
  const point = character.codePointAt(0) ?? 0;
  const subset = SUBSETS.find(({ ranges }) =>
    ranges.some(([first, last]) => point >= first && point <= last),
  );
  subsetByCharacter.set(character, subset?.name ?? null);
  return subset?.name ?? null;
}

function load(name: string): void {
  if (loaded.has(name)) return;
  const file = join(PACKAGE, 'files', `noto-sans-sc-${name}-wght-normal.woff2`);
  GlobalFonts.register(readFileSync(file), `siyu-${name}`);
  loaded.add(name);
}
